"""What is remembered to save time has a limit: a session may last for weeks."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from fleet_tui.terminal.output.grid import RGB, Style
from fleet_tui.terminal.output.moves import Moves
from fleet_tui.terminal.output.styling import Styling
from tests.support.line.pictures import terminals

_FIRST = 12_000
"""More than is remembered."""
_MEGABYTE = 1 << 20


def moving() -> Callable[[int], bytes]:
    moves = Moves(terminals()["xterm-256color"])
    return lambda number: moves.move((number % 60, number // 60), 30, 100)


def styling() -> Callable[[int], bytes]:
    change = Styling(terminals()["true colour"]).change
    return lambda number: change(None, Style(0, RGB | number, 0))


@pytest.mark.long
@pytest.mark.parametrize("kind", [moving, styling])
def test_ever_different_questions_take_no_more_memory(kind: Callable[[], Callable[[int], bytes]]) -> None:
    answer = kind()
    tracemalloc.start()
    try:
        for number in range(_FIRST):
            answer(number)
        before = tracemalloc.get_traced_memory()[0]
        for number in range(_FIRST, 3 * _FIRST):
            answer(number)
        assert tracemalloc.get_traced_memory()[0] - before < _MEGABYTE
    finally:
        tracemalloc.stop()
