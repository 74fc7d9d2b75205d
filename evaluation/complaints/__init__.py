"""How well complaints are understood: field, handler, unit, emergency, kind in law."""
