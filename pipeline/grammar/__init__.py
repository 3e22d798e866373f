"""How things are written: numbers, dates, bodies, people."""
