"""Reading the words of a catalogue once, procedure by procedure, for every index that needs them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.lexical import Field, LexicalIndex
from retrieval.procedure import Procedure
from retrieval.searched_texts import body_of, told
from retrieval.stored_arrays import named
from retrieval.term_counts import Syllables, TermCounts
from retrieval.text import syllables
from retrieval.word_sets import WordSetsToBe

_COMMON = 0.1


class WordsOfCatalogue:
    """Takes procedures in the order of the catalogue; gives the arrays of the word indexes (see Evidence)."""

    def __init__(self) -> None:
        self._syllables = Syllables()
        self._fields = {
            "name": Field(TermCounts(self._syllables)),
            "asked": Field(TermCounts(self._syllables)),
            "body": Field(TermCounts(self._syllables), common=_COMMON),
            "question": Field(TermCounts(self._syllables)),
        }
        self._told, self._named = WordSetsToBe(), WordSetsToBe()
        self._asked = [0]

    def add(self, procedure: Procedure, asked: Sequence[str]) -> None:
        """Take the next procedure and how people ask for it."""
        name = syllables(procedure.name)
        questions = [syllables(text) for text in asked]
        self._fields["name"].counts.add(name)
        self._fields["asked"].counts.add([word for words in questions for word in words])
        self._fields["body"].counts.add(syllables(body_of(procedure)))
        for words in questions:
            self._fields["question"].counts.add(words)
        self._asked.append(self._asked[-1] + len(asked))
        self._told.add(told([procedure.name, *asked]))
        self._named.add(frozenset(name))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays; `questions_of` tells where the questions of each procedure start, shape (procedures + 1,)."""
        return {
            **named("lexical", LexicalIndex.build(self._syllables, self._fields).arrays()),
            **named("told", self._told.finish().arrays()),
            **named("named", self._named.finish().arrays()),
            "questions_of": np.array(self._asked, np.int64),
        }
