"""The word lists of search, loaded once and checked: synonyms, filler words, qualifiers, popularity, aspects."""
