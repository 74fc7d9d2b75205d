"""The procedure catalogue (TTHC) and finding the procedure meant."""
