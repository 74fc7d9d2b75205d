"""Does search find the procedure that a question means, and does it know when not to answer?

`asked.py` reads the questions, `searching.py` asks them, `figures.py` counts, `curves.py` draws what a stated
probability is worth, `misses.py` tells why a wrong one won; `tables.py` and `page.py` show it all.
"""
