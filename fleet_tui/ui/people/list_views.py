"""Saved views on a list of people: pick one, and the list shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE
from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.frame.granting import why_not
from fleet_tui.ui.people.filters.saved_views import SavedViews

if TYPE_CHECKING:
    from fleet_tui.ui.people.list_screen import PeopleListScreen


async def choose(screen: PeopleListScreen) -> None:
    """Put the filter, sort and columns of the view that is picked on the list, and say what of it is not known.

    Called in a worker of the group ASKING, so that keys pressed ahead are for the dialog.
    """
    services, query = screen.services, screen.table.query_wanted
    progress = Progress("Nobody was counted: the list stays as it is.", "Esc stops, and the list stays as it is.")
    try:
        with DialogSequence(screen.app) as turn:
            counted = await turn.wait(
                lambda: progress.unless_stopped(services.views.of(query.kind)), "Counting who matches", progress
            )
            shared = why_not(services.grants, MANAGE_PEOPLE)
            view = await turn.ask(SavedViews(services.views, counted, query, services.context.author, shared))
    except Stopped as stopped:
        screen.say(str(stopped))
        return
    except Refusal as refusal:
        screen.say(str(refusal), problem=True)
        return
    if view is not None:
        screen.table.reload(view.query())
        screen.say(" ".join((f"View: {displayable(view.name)}.", *view.notes)), problem=bool(view.notes))
