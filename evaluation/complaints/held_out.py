"""How well fields are told apart on our own examples set aside, and which sharpness makes probabilities of margins.

Examples that share half of their words are kept on the same side. Run as `python -m evaluation.complaints.held_out`.
"""

from collections import defaultdict
from typing import Any

import numpy as np
from rich.console import Console
from sklearn.model_selection import GroupKFold

from api.feedback.classify import FieldModel, probabilities, taught
from retrieval.text import syllables

_FOLDS = 4
_ALIKE = 0.5
_COMMON = 400
_SHARPNESSES = (3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0)


def groups(texts: list[str]) -> list[int]:
    """Return a number for each text, the same for those that share half of their words, directly or by others."""
    words = [frozenset(syllables(text)) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    group = list(range(len(texts)))

    def root(place: int) -> int:
        while group[place] != place:
            place = group[place]
        return place

    for place, own in enumerate(words):
        near = {other for word in own if len(holders[word]) < _COMMON for other in holders[word]}
        for other in near:
            if len(own & words[other]) >= _ALIKE * len(own | words[other]):
                group[root(place)] = root(other)
        for word in own:
            holders[word].append(place)
    return [root(place) for place in range(len(texts))]


def set_aside() -> tuple[Any, Any, tuple[str, ...]]:
    """Return the margins of every example by a model that has not seen it or its like, its field's place, and the fields."""
    examples, phrases = taught()
    texts = [text for text, _ in examples]
    fields = tuple(sorted({code for _, code in examples}))
    right = np.array([fields.index(code) for _, code in examples])
    margins = np.zeros((len(texts), len(fields)))
    for learnt, asked in GroupKFold(_FOLDS).split(texts, groups=groups(texts)):
        model = FieldModel([examples[place] for place in learnt] + phrases)
        margins[asked] = model.margins([texts[place] for place in asked])
    return np.nan_to_num(margins), right, fields


def main() -> None:
    """Print top-1 and top-2 on examples set aside, and the log loss of each sharpness (the least is best)."""
    margins, right, _ = set_aside()
    order = np.argsort(-margins, axis=1)
    console = Console()
    first = (order[:, 0] == right).mean()
    second = (order[:, :2] == right[:, None]).any(axis=1).mean()
    console.print(f"{len(right)} câu để riêng: đúng lựa chọn đầu {first:.1%}, hai đầu {second:.1%}")
    for sharpness in _SHARPNESSES:
        shares = probabilities(margins, sharpness)
        loss = -np.log(shares[np.arange(len(right)), right]).mean()
        sure = shares.max(axis=1) >= 0.6
        hits = (order[:, 0] == right)[sure].mean()
        console.print(
            f"độ nhọn {sharpness:g}: log loss {loss:.4f}; từ 0,6: {sure.mean():.1%}, đúng {hits:.1%}"
        )


if __name__ == "__main__":
    main()
