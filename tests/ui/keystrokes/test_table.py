"""The manual has the keys of all tasks, as the tests press them."""

from __future__ import annotations

from fleet_tui.manual.contents import markdown_of
from tests.support.keystrokes import all_tasks, table


def test_the_manual_has_the_keys_of_every_task() -> None:
    assert len(list(all_tasks())) >= 10
    assert table() in markdown_of("shift"), "python -m tests.support.keystrokes prints the table"
