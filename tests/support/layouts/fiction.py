"""Made-up people: addresses of example.com, telephone numbers that are kept free for films."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_WORDS = """
Jane Max Zoë Omar Inés Li Åsa Tom Nia Raj Uma Kofi Eva Dirk Aya Paul Ruth Ivan Maya Otto Lena Juan Noor
Doe Roe Núñez Poe Groß Loe Hale Moss Quinn Reyes Stone Tran Usher Vance West Xu Young Zane Abel
303 720 970 719 505 602 801 206 503 415 512 214
"""
_FIRST, _LAST, _AREAS = (line.split() for line in _WORDS.strip().splitlines())
_CITIES = (("Denver", "CO", "80202"), ("Boston", "MA", "02134"), ("Newark", "NJ", "07102"), ("Erie", "CO", "80516"))


@dataclass(frozen=True, slots=True)
class Someone:
    """Person number `n`; the same number is always the same person."""

    n: int

    @property
    def first(self) -> str:
        return _FIRST[self.n % len(_FIRST)]

    @property
    def last(self) -> str:
        return _LAST[self.n // len(_FIRST) % len(_LAST)] if self.n >= len(_FIRST) else _LAST[self.n % len(_LAST)]

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        return f"person{self.n:03}@example.com"

    @property
    def digits(self) -> str:
        """A North American number without its country code."""
        return f"{_AREAS[self.n // 100 % len(_AREAS)]}5550{100 + self.n % 100}"

    @property
    def phone(self) -> str:
        area, exchange, line = self.digits[:3], self.digits[3:6], self.digits[6:]
        return f"({area}) {exchange}-{line}"

    @property
    def street(self) -> str:
        return f"{self.n + 1} Main St"

    @property
    def city(self) -> str:
        return _CITIES[self.n % len(_CITIES)][0]

    @property
    def state(self) -> str:
        return _CITIES[self.n % len(_CITIES)][1]

    @property
    def zip(self) -> str:
        return _CITIES[self.n % len(_CITIES)][2]

    @property
    def hired(self) -> date:
        return date(2019, 1, 28) + timedelta(days=37 * self.n)

    @property
    def active(self) -> bool:
        return self.n % 7 != 3

    def pick(self, *words: str) -> str:
        """One of the words, in turn."""
        return words[self.n % len(words)]
