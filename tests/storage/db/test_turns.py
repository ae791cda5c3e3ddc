"""Writers take turns: the longer one has waited, the sooner it tries again."""

from __future__ import annotations

import itertools

import pytest

from fleet_tui.domain.errors import Busy
from fleet_tui.services.services import Services
from fleet_tui.storage.db import engine
from fleet_tui.storage.opening import open_database


def test_who_waits_longer_tries_more_often(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses, now = [0.0], [0.0]

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(engine.random, "uniform", lambda low, high: high)
    monkeypatch.setattr(engine.time, "sleep", sleep)
    monkeypatch.setattr(engine.time, "monotonic", lambda: now[0])
    other = open_database(services.database.path)
    with services.database.write(), pytest.raises(Busy), other.write():
        pass
    other.close()
    assert engine.BUSY_SECONDS <= sum(pauses) < engine.BUSY_SECONDS + 0.1
    assert all(later < before for before, later in itertools.pairwise(pauses[1:]))
    assert pauses[-1] < pauses[1] / 20
