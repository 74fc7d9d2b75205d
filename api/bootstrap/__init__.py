"""Making the two Python environments on a bare machine. Standard library only: nothing is installed yet."""
