"""Who is responsible: agencies, units and complaint fields."""
