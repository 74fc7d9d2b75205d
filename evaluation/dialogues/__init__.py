"""Playing dialogues against the whole product and judging every turn: `troly evaluate dialogues`."""
