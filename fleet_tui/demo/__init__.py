"""Believable people that do not exist: the same for the same seed, with numbers and addresses that do not exist."""
