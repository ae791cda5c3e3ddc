"""All services over one database, as the screens and the commands are given them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fleet_tui.services.company import CompanySettings
from fleet_tui.services.context import Context, now
from fleet_tui.services.drafts import Drafts
from fleet_tui.services.history import HistoryLog
from fleet_tui.services.lists import Lists
from fleet_tui.services.marks import Marks
from fleet_tui.services.people import People
from fleet_tui.services.photos import Photos
from fleet_tui.storage.engine import Database

if TYPE_CHECKING:
    from fleet_tui.services.bulk import Bulk
    from fleet_tui.services.undoing import Undo
    from fleet_tui.services.views import Views


@dataclass(frozen=True)
class Services:
    """Everything that a person can do; `actor` is the name that the history gets.

    What the first list does without is imported when it is first asked for.
    """

    context: Context
    people: People
    marks: Marks
    lists: Lists
    company: CompanySettings
    history: HistoryLog
    drafts: Drafts
    photos: Photos
    actor: str
    database: Database

    @cached_property
    def bulk(self) -> Bulk:
        """Bulk actions."""
        from fleet_tui.services.bulk import Bulk

        return Bulk(self.context)

    @cached_property
    def undo(self) -> Undo:
        """Undo and redo."""
        from fleet_tui.services.undoing import Undo

        return Undo(self.context)

    @cached_property
    def views(self) -> Views:
        """Saved views."""
        from fleet_tui.services.views import Views

        return Views(self.context)


def open_services(
    database: Database, *, actor: str, drafts_folder: Path, clock: Callable[[], datetime] = now
) -> Services:
    """The services for one user of a database; drafts are kept apart for each database file."""
    context = Context(database, actor, clock)
    mine = hashlib.sha256(str(database.path).encode()).hexdigest()[:16]
    return Services(
        context=context,
        people=People(context),
        marks=Marks(drafts_folder / mine),
        lists=Lists(context),
        company=CompanySettings(context),
        history=HistoryLog(context),
        drafts=Drafts(drafts_folder / mine),
        photos=Photos(context),
        actor=actor,
        database=database,
    )
