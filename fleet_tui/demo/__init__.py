"""Believable people that do not exist: the same for the same seed, with telephone numbers and addresses of nobody."""
