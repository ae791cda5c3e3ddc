"""What begins an import on a list: a key, or a paste of several lines."""

from __future__ import annotations

from textual import work
from textual.events import Paste

from fleet_tui.domain.fields import ProfileType
from fleet_tui.services.services import Services
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.frame.guarded_screen import GuardedScreen
from fleet_tui.ui.people.filter_bar import FilterBar
from fleet_tui.ui.people.people_table import PeopleTable

LONGEST_PASTE = 500_000
"""Characters; of a longer paste a terminal's line may have cut the end off, and half a file must not be imported."""
TOO_LONG = "That is too much for a paste: save it as a file, and i imports it."


class ImportingList(GuardedScreen[None]):
    """The base of a list into which people can be imported."""

    services: Services
    profile_type: ProfileType
    table: PeopleTable
    bar: FilterBar

    def on_paste(self, event: Paste) -> None:
        """Import several lines; a single one is for nothing here."""
        if len(event.text.strip().splitlines()) > 1:
            event.stop()
            self._paste(event.text)

    @work(exclusive=True, group=ASKING)
    async def _paste(self, text: str) -> None:
        if refused := self.why_not("import_file") or (TOO_LONG if len(text) >= LONGEST_PASTE else ""):
            self.say(refused, problem=True)
            return
        from fleet_tui.ui.people.list_import import ListImport  # not needed for the first picture

        await ListImport(self).from_text(text)

    @work(exclusive=True, group=ASKING)
    async def action_import_file(self) -> None:
        from fleet_tui.ui.people.list_import import ListImport

        await ListImport(self).from_file()
