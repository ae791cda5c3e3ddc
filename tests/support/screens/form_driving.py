"""Driving a form in tests: open it in the real app, wait for things, read the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.events import Key
from textual.pilot import Pilot
from textual.theme import Theme

from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.form.field_row import FieldRow
from fleet_tui.ui.form.widget import Form
from fleet_tui.ui.frame.status_line import StatusLine
from fleet_tui.ui.people.profile.person_form import PersonForm
from tests.support.screens.pilot_waiting import takes_keys

TRIES = 500


@dataclass
class Driven:
    """A form that is open in an app."""

    app: FleetApp
    pilot: Pilot[None]
    screen: PersonForm

    @property
    def form(self) -> Form:
        """The form, once it is there."""
        assert self.screen.form is not None
        return self.screen.form

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.screen.query_one(StatusLine).said

    @property
    def focus(self) -> str | None:
        """The name of the field that has the focus."""
        return self.app.focused.id if self.app.focused is not None else None

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.form.rows[name]

    async def until(self, done: Callable[[], object]) -> None:
        """Wait for something to be so."""
        for _ in range(TRIES):
            if done() and takes_keys(self.app):
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"waited in vain; the status line says {self.said!r}:\n{picture(self.app)}")

    async def press(self, *keys: str) -> None:
        """Press keys, each taken before the next."""
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        """Type text."""
        await self.press(*("space" if character == " " else character for character in text))

    def burst(self, *keys: str) -> None:
        """Press keys all at once, as a slow line delivers them."""
        for key in keys:
            character = " " if key == "space" else key if len(key) == 1 else None
            self.app.post_message(Key(key, character))

    def put(self, **raw: object) -> None:
        """Fill editors without typing."""
        for name, value in raw.items():
            self.row(name).editor.raw = value

    async def save(self) -> None:
        """Save Changes, and wait for the answer."""
        self.screen.say("")
        await self.press("f2")
        await self.until(lambda: self.said or self.app.screen is not self.screen)

    async def answer(self, option: str) -> None:
        """Pick an option of the menu that comes up."""
        from textual.widgets import OptionList

        await self.until(lambda: self.app.screen.query(OptionList))
        options = self.app.screen.query_one(OptionList)
        options.highlighted = options.get_option_index(option)
        await self.press("enter")


@asynccontextmanager
async def opened(
    services: Services,
    kind: PersonKind,
    person: int | None = None,
    size: tuple[int, int] = (80, 24),
    theme: Theme | None = None,
) -> AsyncIterator[Driven]:
    """The form of a person, or of a new one, made to its last field; a theme gives it colours."""
    app = FleetApp(services, theme=theme)
    async with app.run_test(size=size) as pilot:
        screen = PersonForm(services, kind, person)
        app.push_screen(screen)
        driven = Driven(app, pilot, screen)
        await driven.until(lambda: screen.form is not None and screen.form.usable.is_set())
        first = [field.name for section in screen.sections if section.tab == "Profile" for field in section.fields]
        await driven.until(lambda: all(name in driven.form.rows for name in first) and screen.focused is not None)
        await pilot.pause()
        yield driven


def picture(app: FleetApp) -> str:
    """The screen as text."""
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())
