"""The assistant that Rasa loads. Runs under Python 3.10; everything here but `components` needs only the standard library."""
