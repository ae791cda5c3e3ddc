"""The terminal emulators that show what a program wrote: one in this process, and tmux, which others have written."""

from emulator_cells import Cell, Rows, differences, seen
from emulator_pyte import PyteScreen
from emulator_tmux import NO_TMUX, TmuxScreen

__all__ = ["NO_TMUX", "Cell", "PyteScreen", "Rows", "TmuxScreen", "differences", "seen"]
