"""What somebody does who guesses passwords from several programs at once."""

from __future__ import annotations

from pathlib import Path

from fleet_tui.domain.errors import Refusal
from fleet_tui.services.base.actor import Anonymous
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database
from tests.support.crowds import crowd
from tests.support.people import NOON

LIKE_EVERYBODY = 2
"""Hashes of one guess: as many as accounts can have one username."""


class _Counting(Passwords):
    evaluated = 0

    def verify(self, kept: str | None, password: str) -> bool:
        type(self).evaluated += 1
        return super().verify(kept, password)


def guess_at_once(path: Path, guesses: int, names: int) -> int:
    """Guess so many passwords when everybody does, of one account or of many names; how many were evaluated."""
    by, passwords = Anonymous("guesser"), _Counting((1, 8, 1))
    services = Services(Context(open_database(path), by, clock=lambda: NOON, passwords=passwords), path.parent)
    _Counting.evaluated = 0
    crowd._together[0].wait(crowd.PATIENCE)
    for number in range(guesses):
        try:
            services.sign_in.with_password(
                "eve" if names == 1 else f"eve{number % names}", f"a guess of mine, {number}"
            )
        except Refusal:
            continue
        raise AssertionError("a guess was right")
    services.database.close()
    return _Counting.evaluated // LIKE_EVERYBODY
