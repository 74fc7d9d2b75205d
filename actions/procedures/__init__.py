"""Finding procedures and answering what is asked about them."""
