"""Telephone numbers and e-mail addresses that do not exist, each given out once."""

from __future__ import annotations

from random import Random

from fleet_tui.demo.names import Name
from fleet_tui.demo.places import CITIES, MORE_CODES, City

_DOMAINS = ("example.com", "example.com", "example.com", "example.org", "example.net")
_FICTION = 100
"""555-0100 to 555-0199 are kept for fiction; they go first, the rest of the exchange when they are used up."""
LINES = 10_000
"""Numbers of an exchange."""
_STRIDE = 7_919
"""Prime to the counts of lines, so that numbers do not come in the order in which they are given."""


class Contacts:
    """Gives out numbers and addresses, each of them once."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}
        self._elsewhere = [code for city in CITIES for code in city.codes] + list(MORE_CODES)
        self._addresses: dict[str, int] = {}

    def phone(self, random: Random, city: City) -> str:
        """A number of the city in E.164; of another city when all of its own are given out."""
        codes = [code for code in city.codes if self._given.get(code, 0) < LINES]
        while not codes:
            code = random.choice(self._elsewhere)
            if self._given.get(code, 0) < LINES:
                codes = [code]
            else:
                self._elsewhere.remove(code)
        code = random.choice(codes)
        count = self._given.get(code, 0)
        self._given[code] = count + 1
        return f"+1{code}555{_line(count):04}"

    def email(self, random: Random, name: Name) -> str:
        """An address made of the name, with a number when it is taken."""
        style = random.random()
        if style < 0.55:
            local = f"{name.given}.{name.family}"
        elif style < 0.85:
            local = f"{name.given[:1]}{name.family}"
        else:
            local = f"{name.given}{name.family[:1]}"
        address = f"{local}@{random.choice(_DOMAINS)}"
        count = self._addresses.get(address, 0)
        self._addresses[address] = count + 1
        return address.replace("@", f"{count + 1}@") if count else address


def _line(count: int) -> int:
    if count < _FICTION:
        return 100 + count * _STRIDE % _FICTION
    place = (count - _FICTION) * _STRIDE % (LINES - _FICTION)
    return place if place < 100 else place + _FICTION
