"""A believable bank made from a seed: no person in it is real."""
