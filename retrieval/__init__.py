"""Understanding what a citizen writes and finding the procedure meant.

Knows nothing of FastAPI, Rasa or the database. `text`, `codes` and `places` import only the standard
library (and PyYAML-free data files), so Rasa's Python 3.10 environment uses them too.
"""
