"""README has the keys of all tasks, as the tests press them."""

from __future__ import annotations

from pathlib import Path

from tests.support.keystrokes import all_tasks, table

README = Path(__file__).parents[3] / "README.md"


def test_readme_has_the_keys_of_every_task() -> None:
    assert len(list(all_tasks())) >= 10
    assert table() in README.read_text(), "python -m tests.support.keystrokes prints the table"
