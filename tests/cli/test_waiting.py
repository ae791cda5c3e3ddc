"""A command that waits for another program says so, and ctrl+c gives it up."""

from __future__ import annotations

import os
import signal

import pytest

from fleet_tui.cli import running
from fleet_tui.domain import waiting
from fleet_tui.domain.errors import Stopped
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database


def test_a_command_says_that_it_waits_and_ctrl_c_gives_it_up(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(waiting, "SILENT", 0.0)
    monkeypatch.setattr(running, "say", say)
    other = open_database(services.database.path)
    with other.write(), running.stoppable(), pytest.raises(Stopped, match="nothing was changed"):
        services.company.save(1, {"name": "Rye Plumbing"})
    other.close()
    assert said == ["Waiting for another program… ctrl+c gives up."]
    assert services.company.get().version == 1
