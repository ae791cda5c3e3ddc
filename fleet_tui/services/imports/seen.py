"""The keys by which rows of one file would be the same person, in little memory."""

from __future__ import annotations

from collections.abc import Iterable

_BITS = 27
"""2^27 bits are 16 MB; with two million keys one in seventy is looked at again without need."""


class SeenKeys:
    """Tells which keys may have been there before; a certain answer takes a second look at those alone.

    A set of the keys of a million rows would take more memory than the rest of the program.
    """

    def __init__(self) -> None:
        self._bits = bytearray(1 << (_BITS - 3))
        self.suspects: set[str] = set()

    def add(self, keys: Iterable[str]) -> None:
        """Note the keys of one row; those that may have been there before are suspects from then on."""
        bits = self._bits
        for key in keys:
            number = hash(key) & ((1 << _BITS) - 1)
            place, bit = number >> 3, 1 << (number & 7)
            if bits[place] & bit:
                self.suspects.add(key)
            else:
                bits[place] |= bit
