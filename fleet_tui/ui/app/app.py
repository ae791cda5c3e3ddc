"""The app is a shell: the theme, the keys that work on every screen, and navigation between the destinations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ScreenStackError
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Event, Key, MouseDown, MouseUp, Paste
from textual.geometry import Offset

from fleet_tui.domain.access.permissions import SEE_MAIL
from fleet_tui.services.services import Services
from fleet_tui.ui.app.destinations import SLOW_TO_IMPORT, unwind, why_closed
from fleet_tui.ui.app.remembering import PEOPLE, list_of_people
from fleet_tui.ui.app.session import UserSession
from fleet_tui.ui.app.session_monitor import LOOKS, SessionMonitor
from fleet_tui.ui.app.themed_app import ThemedApp
from fleet_tui.ui.app.waiting_calls import WaitingCalls
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.cursor import cursor_on
from fleet_tui.ui.base.key_queue import ASKING, LEAVING, KeyQueue, Workers, when_painted
from fleet_tui.ui.base.keys import ANYWHERE, key_name
from fleet_tui.ui.base.navigation import DESTINATIONS, LeadTo
from fleet_tui.ui.base.textual_compat import set_workers
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.frame.sidebar import Sidebar, fold

if TYPE_CHECKING:
    from textual.theme import Theme

    from fleet_tui.ui.app.finding import Finder
    from fleet_tui.ui.app.outgoing import OutgoingMail
    from fleet_tui.ui.people.opening import Opening


BEHIND = "behind"
"""The group of the worker that waits for the first picture."""


class FleetApp(ThemedApp, inherit_bindings=False):
    """Shows one destination at a time, each on a stack of screens of its own."""

    TITLE = "Fleet TUI"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = DESTINATIONS[0].id
    BINDINGS: ClassVar[list[BindingType]] = ANYWHERE

    def __init__(
        self,
        services: Services,
        *,
        keymap: Mapping[str, str] | None = None,
        first: Opening | None = None,
        theme: Theme | None = None,
        driver_class: type[Driver] | None = None,
        shell: bool = True,
        elapsed: Callable[[], float] = monotonic,
        outgoing: OutgoingMail | None = None,
    ) -> None:
        """`first` is what the list that the app starts with opens with, so that the first picture is complete.

        `theme` has colours, which the line can afford; without it there are attributes alone.
        Services that are not signed in start at sign-in. `shell` allows suspending to the shell. `elapsed` is a
        monotonic clock in seconds, for the time without a key. `outgoing` sends messages beside the app.
        """
        self._shell = shell
        self._outgoing = outgoing
        self._behind_first: Callable[[], object] = lambda: None
        self.key_queue = KeyQueue(self, super().on_event)
        self._waiting_calls = WaitingCalls(self)
        self.run_waiting = self._waiting_calls.run
        self.user_session = UserSession(self, services, self.key_queue.clear)
        self.watch_over = SessionMonitor(self, self.user_session, elapsed)
        self.DEFAULT_MODE = self.user_session.start  # type: ignore[misc]  # it depends on the session
        super().__init__(theme, driver_class, on_list=first is not None)
        self.set_class(getattr(driver_class, "shows_cursor", False), "-terminal-cursor")
        set_workers(self, Workers(self, self.key_queue.began))
        self.set_keymap(dict(keymap or {}))
        self.user_session.add_modes(first)

    def behind_first_picture(self, call: Callable[[], object]) -> None:
        """Set a service call to make after the first picture and before any key; its refusal ends the app."""
        self._behind_first = call

    @work(group=BEHIND)
    async def _call_behind_first_picture(self) -> None:
        async with self.key_queue.turn:
            await when_painted(self, lambda: None)
            self.read_other_sheets()
            await run_in_thread(self._behind_first)
        for name in SLOW_TO_IMPORT:
            await run_in_thread(import_module, name)

    def on_mount(self) -> None:
        """Start monitoring the session."""
        self._call_behind_first_picture()
        self.user_session.begin()
        self.watch_over.begin()
        if self._outgoing is not None:
            self._outgoing.listen(partial(self.call_later, self._mail_ended))

    def _mail_ended(self, sentence: str) -> None:
        """Say how sending the messages of an earlier start ended, to the first session that may see mail."""
        if not self.user_session.inside:
            self.set_timer(LOOKS, partial(self._mail_ended, sentence))
        elif isinstance(self.screen, FleetScreen) and self.user_session.services.grants.may(SEE_MAIL):
            self.screen.say(sentence)

    async def before_closing(self) -> None:
        """Let no session change the modes while all of them are closed."""
        await self.user_session.shut_down()

    @property
    def cursor_position(self) -> Offset:
        """Where every picture leaves the terminal's cursor; what widgets set is ignored."""
        return cursor_on(self.screen)

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None: ...

    @property
    def closed(self) -> frozenset[str]:
        """The ids of destinations that the session may not see."""
        return self.user_session.closed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable navigation before sign-in, signing out without a session, and the shell where there is none."""
        if action == "suspend_process":
            return self._shell
        if action in ("go", "destinations", "fold_sidebar", "to_list"):
            return self.user_session.inside
        return action != "sign_out" or self.user_session.is_person

    async def on_event(self, event: Event) -> None:
        """Queue keys, pastes and clicks; drop input while a session is being ended."""
        if isinstance(event, Key | Paste | MouseDown) and not event.is_forwarded and not self.watch_over.touch():
            return
        if not event.is_forwarded and self._waiting_calls.give_up(event):
            return
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            if not self.key_queue.dropping:  # else the sentence about it is not read yet
                self._rest()
            if self.key_queue.busy and self._redraws(event):
                self.action_redraw()
            else:
                self.key_queue.put(event)
        elif isinstance(event, MouseDown | MouseUp) and not event.is_forwarded and self.key_queue.busy:
            self.key_queue.put(event)
        else:
            await super().on_event(event)

    def _redraws(self, event: Event) -> bool:
        """Whether the key paints the screen again: it refers to no picture, and is never dropped."""
        if not isinstance(event, Key) or not self.screen_stack:
            return False
        active = self.screen.active_bindings.get(event.key)
        return active is not None and active.binding.action.rpartition(".")[2] == "redraw"

    def _rest(self) -> None:
        with suppress(ScreenStackError):
            if isinstance(self.screen, FleetScreen):
                self.screen.rest()

    def go(self, entry: str) -> None:
        """Go to a destination, unless it is shown."""
        if entry != self.current_mode or len(self.screen_stack) > 1:
            self._go(entry)

    @work(exclusive=True, group=LEAVING)
    async def _go(self, entry: str) -> None:
        """Go to a destination's first screen, if allowed, after asking about unsaved changes."""
        if entry in self.closed:
            if isinstance(self.screen, FleetScreen):
                self.screen.say(why_closed(self.user_session.services.grants, entry), problem=True)
            self.key_queue.drop_until_seen()
        elif await unwind(self):
            await self.switch_mode(entry)
            self.user_session.services.remembered.keep_screen(
                destination=entry, **({"people": entry} if entry in PEOPLE else {})
            )

    @on(Sidebar.Chosen)
    def action_go(self, entry: str | Sidebar.Chosen) -> None:
        """Go to an entry of the sidebar."""
        self.go(entry.entry if isinstance(entry, Sidebar.Chosen) else entry)

    @property
    def sidebar_folded(self) -> bool:
        """Whether the user has folded the sidebar."""
        return self.user_session.services.remembered.screen.sidebar_folded

    def action_fold_sidebar(self) -> None:
        """Fold the sidebar of every screen to its keys, or show its names again."""
        why_not = fold(self, self.user_session.services.remembered)
        if why_not and isinstance(self.screen, FleetScreen):
            self.screen.say(why_not)

    def action_to_list(self) -> None:
        """Go back to the list of people that was shown last."""
        if self.current_mode not in PEOPLE or len(self.screen_stack) > 1:
            self.go(self._people)

    @property
    def _people(self) -> str:
        """The list of people that was shown last, or else one that is allowed."""
        shown_last = list_of_people(self.user_session.services.remembered)
        return shown_last if shown_last not in self.closed else next(iter(PEOPLE - self.closed), shown_last)

    def _why_closed(self) -> dict[str, str]:
        return {entry: why_closed(self.user_session.services.grants, entry) for entry in self.closed}

    @work(exclusive=True, group=LEAVING)
    async def action_destinations(self) -> None:
        """Show the destinations as a menu, for screens too narrow for the sidebar."""
        from fleet_tui.ui.app.go_to import GoTo

        entry = await self.push_screen_wait(GoTo(self._why_closed()))
        if entry:
            self.go(entry)

    @work(group=ASKING)
    async def action_theme(self) -> None:
        """Choose a theme; where there are no colours, say so."""
        from fleet_tui.ui.app.theme_chooser import choose_theme

        sentence, problem = await choose_theme(self, self.user_session.services)
        if isinstance(self.screen, FleetScreen) and sentence:
            self.screen.say(sentence, problem=problem)

    @work(exclusive=True, group=LEAVING)
    async def action_quit(self) -> None:  # type: ignore[override]  # a worker, because it may have to ask
        """End the app, after asking about unsaved changes, then about messages that no other program would send."""
        if not await unwind(self):
            return
        if self._outgoing is not None and self.user_session.inside:  # at sign-in the question would reveal an account
            from fleet_tui.ui.app.outgoing import may_quit

            if not await may_quit(self, self._outgoing, self.user_session.services.grants):
                return
        self.exit()

    @work(exclusive=True, group=LEAVING)
    async def action_sign_out(self) -> None:
        """End the session and show sign-in."""
        await self.user_session.sign_out()

    def action_interrupted(self) -> None:
        """Say how to quit: a reflex must not lose typed text."""
        if isinstance(self.screen, FleetScreen):
            self.screen.say("Press q to quit (in a field, Esc first).")

    def action_suspend_process(self) -> None:
        """Suspend to the shell, until its `fg`.

        Refused during a service call: a transaction that is stopped would block all other writers.
        """
        from fleet_tui.ui.dialogs.progress import refuse_shell

        if self._shell and not refuse_shell(self):
            super().action_suspend_process()

    def get_key_display(self, binding: Binding) -> str:
        """A key by its legend, the same in the key line, the palette and the help."""
        return binding.key_display or key_name(binding.key)

    @work(group=ASKING)
    async def action_help(self) -> None:
        """Show the keys that work here and the page of the manual about them; once more: go to the page."""
        help = await run_in_thread(import_module, "fleet_tui.ui.screens.help")
        await help.show_help(self)

    @work(group=ASKING)
    async def action_find(self) -> None:
        """Ask for anybody, or for any action, view or screen by name."""
        # Importing takes longer than a key may: that of the menus of a list, which are looked through, the longest.
        await run_in_thread(import_module, "fleet_tui.ui.people.list_actions")
        await (await self._finder()).ask()

    @on(LeadTo)
    @work(group=ASKING)
    async def _lead(self, event: LeadTo) -> None:
        """Show what a number counts."""
        await (await self._finder()).lead(event.target)

    async def _finder(self) -> Finder:
        finding = await run_in_thread(import_module, "fleet_tui.ui.app.finding")
        session = self.user_session
        services = session.services if session.inside else None
        made: Finder = finding.Finder(self, self.key_queue, services, self._go, self._people, self._why_closed())
        return made
