"""What commands end with; the README lists them."""

DONE, REFUSED, INTERRUPTED = 0, 1, 130
