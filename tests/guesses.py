"""What somebody does who guesses passwords from several programs at once."""

from __future__ import annotations

from pathlib import Path

import crowd
from entering import USER, Clock, Watched, services_for

from fleet_tui.domain.errors import Refusal
from fleet_tui.services.access import Nobody
from fleet_tui.storage.opening import open_database


def guess_at_once(path: Path, guesses: int, names: int) -> int:
    """Guess so many passwords when everybody does, of one account or of many names; how many were evaluated."""
    watched = Watched()
    services = services_for(open_database(path), Nobody(USER), Clock(), watched)
    crowd._together[0].wait(crowd.PATIENCE)
    for number in range(guesses):
        try:
            services.entrance.sign_in("eve" if names == 1 else f"eve{number % names}", f"a guess of mine, {number}")
        except Refusal:
            continue
        raise AssertionError("a guess was right")
    services.database.close()
    return len(watched.verified) // 2  # type: ignore[attr-defined]
