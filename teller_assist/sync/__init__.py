"""How a desk comes by a new generation of told data."""
