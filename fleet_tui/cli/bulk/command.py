"""`fleet-tui activate`, `deactivate`, `invite`, `reset`, `set`, `undo`, `redo`: the plan, then the result.

`run.py` runs them and is imported when one runs; `--help` does without it.
"""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database, add_filter, add_kind, add_user

_DRY_RUN = "print who would change and who cannot, and change nobody"
_YES = "do not ask; without a terminal to ask on, this or --dry-run is needed"


class BulkCommand:
    """One of the commands, with the attributes that the modules of other commands have."""

    def __init__(self, name: str, does: str, *, people: bool = True, assignment: bool = False) -> None:
        self.NAME = name
        self.HELP = does
        self._people, self._assignment = people, assignment

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the people, the assignment, and whether to ask or only to plan."""
        if self._people:
            add_kind(parser, "whom it is about")
        if self._assignment:
            parser.add_argument(
                "assignment",
                metavar="FIELD=VALUE",
                help="team=North, type=managed, team=none; skills+=Gas,HVAC adds and skills-=Gas takes away",
            )
        if self._people:
            parser.add_argument("ids", metavar="ID", nargs="*", help="their ids, which `list --format csv` prints")
            add_filter(parser, "instead of ids: everybody who matches this filter line")
        parser.add_argument("--dry-run", action="store_true", help=_DRY_RUN)
        parser.add_argument("--yes", action="store_true", help=_YES)
        add_user(parser)
        add_database(parser, default=argparse.SUPPRESS)
        parser.set_defaults(wrong=parser.error)

    def run(self, arguments: argparse.Namespace) -> int:
        """Plans and runs the command; gives 1 when a person or the action was refused."""
        from fleet_tui.cli.bulk.run import run

        return run(self.NAME, arguments)


COMMANDS = (
    BulkCommand("activate", "activate people"),
    BulkCommand("deactivate", "deactivate people: they cannot sign in any more"),
    BulkCommand("invite", "send people who have no account an invitation"),
    BulkCommand("reset", "send people who have an account a password reset"),
    BulkCommand("set", "give people the same value of a field", assignment=True),
    BulkCommand("undo", "take back your last save or bulk action", people=False),
    BulkCommand("redo", "do again what you took back last", people=False),
)
