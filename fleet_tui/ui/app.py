"""The app is a shell: the theme, the keys that work anywhere, and the way between the destinations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, ClassVar

from rich.console import RenderableType
from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import WorkerFailed

from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.ui.keys import ANYWHERE
from fleet_tui.ui.screens.base import FleetScreen
from fleet_tui.ui.screens.people_list import PeopleListScreen
from fleet_tui.ui.styles import THEME, style_sheets
from fleet_tui.ui.typeahead import InOrder
from fleet_tui.ui.widgets.sidebar import DESTINATIONS, Sidebar


class FleetApp(App[None], inherit_bindings=False):
    """Shows one destination at a time, each on a stack of screens of its own.

    `crash` holds what ended the app when something was wrong with the program; no traceback is printed for it, because
    a traceback with local variables would show people's data. The caller reports it and exits with `return_code`.
    """

    TITLE = "Fleet TUI"
    CSS_PATH = style_sheets()
    DEFAULT_MODE = DESTINATIONS[0].id
    BINDINGS: ClassVar[list[BindingType]] = ANYWHERE

    def __init__(
        self, services: Services, *, keymap: Mapping[str, str] | None = None, driver_class: type[Driver] | None = None
    ) -> None:
        super().__init__(driver_class=driver_class)
        self.crash: BaseException | None = None
        self.animation_level = "none"
        self._in_order = InOrder(self, super().on_event)
        self._services = services
        self.register_theme(THEME)
        self.theme = THEME.name
        self.set_keymap(dict(keymap or {}))
        for entry in DESTINATIONS:
            self.add_mode(entry.id, partial(self._destination, entry.id))

    async def on_event(self, event: Event) -> None:
        """Let keys and pastes act one after the other."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self._in_order.put(event)
        else:
            await super().on_event(event)

    def _destination(self, entry: str) -> Screen[Any]:
        """The first screen of a destination; imported when it is gone to, so that the start stays short."""
        services = self._services
        if entry == "lists":
            from fleet_tui.ui.screens.lists import ListsScreen

            return ListsScreen(services.lists)
        if entry == "company":
            from fleet_tui.ui.screens.company import CompanyScreen

            return CompanyScreen(services.company, services.drafts)
        if entry == "history":
            from fleet_tui.ui.screens.history import HistoryScreen

            return HistoryScreen(services.history)
        return PeopleListScreen(services.people, services.lists, PersonKind(entry), self._form)

    def _form(self, kind: PersonKind, person: int | None) -> Screen[int | None]:
        """The form for a new person, or for the one with that id."""
        from fleet_tui.ui.screens.person_forms import form_for

        return form_for(self._services, kind, person)

    @work(exclusive=True, group="leave")
    async def go(self, entry: str) -> None:
        """Go to a destination's own screen; what is unsaved is asked about first."""
        if await self._unwind():
            await self.switch_mode(entry)

    async def _unwind(self) -> bool:
        """Close what lies over the destination's own screen; false when somebody would rather stay."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, FleetScreen) and not await screen.leave():
                return False
            if len(self.screen_stack) > 1:
                await screen.dismiss(None)
        return True

    @on(Sidebar.Chosen)
    def action_go(self, entry: str | Sidebar.Chosen) -> None:
        """Go to an entry of the sidebar."""
        self.go(entry.entry if isinstance(entry, Sidebar.Chosen) else entry)

    @work(exclusive=True, group="leave")
    async def action_destinations(self) -> None:
        """Ask where to go; the way there when the sidebar has no room."""
        from fleet_tui.ui.dialogs.options import Options

        entry = await self.push_screen_wait(Options("Go to", [(entry.id, entry.label) for entry in DESTINATIONS]))
        if entry:
            self.go(entry)

    @work(exclusive=True, group="leave")
    async def action_quit(self) -> None:  # type: ignore[override]  # a worker, because it may have to ask
        """End the app; what is unsaved is asked about first."""
        if await self._unwind():
            self.exit()

    def action_interrupted(self) -> None:
        """Say how to quit: a reflex must not cost what was typed."""
        if isinstance(self.screen, FleetScreen):
            self.screen.say("Press q to quit (in a field, Esc first).")

    def action_redraw(self) -> None:
        """Paint every cell again, whatever the terminal shows."""
        self.refresh(layout=True)
        self.screen.refresh(layout=True)

    def action_help(self) -> None:
        """Show the keys that work here."""
        from fleet_tui.ui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    @on(CommandPalette.Opened)
    def _palette_opened(self) -> None:
        """Nothing blinks there either."""
        self.screen.query_one(Input).cursor_blink = False

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette offers what has a key here and a name in the keymap."""
        offered: dict[str, Callable[[], object]] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            here = isinstance(active.node, Screen | App) or binding.show
            if binding.id and here and active.enabled and binding.description not in ("", *offered):
                offered[binding.description] = run = partial(self.run_action, binding.action, active.node)
                yield SystemCommand(binding.description, self.get_key_display(binding), run)

    def _handle_exception(self, error: Exception) -> None:
        if self.crash is None:
            self.crash = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Close without printing anything; `crash` says why."""
        self._close_messages_no_wait()
