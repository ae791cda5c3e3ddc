"""The terminal emulators that show what a program wrote: one in this process, and tmux, which others have written."""

from tests.support.terminals.cells import Cell, Rows, differences, seen
from tests.support.terminals.pyte_emulator import PyteScreen
from tests.support.terminals.tmux_emulator import NO_TMUX, TmuxScreen

__all__ = ["NO_TMUX", "Cell", "PyteScreen", "Rows", "TmuxScreen", "differences", "seen"]
