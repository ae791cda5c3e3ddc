"""Driving the door in tests: people with accounts, and the app as somebody finds it who has not signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from textual.events import Key
from textual.pilot import Pilot
from textual.theme import Theme
from textual.widgets import Input

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.sign_in import CodeDetails, SignInMode, SignInOptions
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.errors import Invalid, Problem, Refusal
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.bulk.load import load_people
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts.sign_in import set_password
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.frame.screen import FleetScreen
from tests.conftest import NOW
from tests.support.people import EMPLOYEES
from tests.support.screens.pilot_waiting import takes_keys, texts

TRIES = 500


@dataclass
class Driven:
    """An app that somebody stands before."""

    app: FleetApp
    pilot: Pilot[None]

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.app.screen.said if isinstance(self.app.screen, FleetScreen) else ""

    @property
    def lines(self) -> list[str]:
        """The screen as text, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def picture(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    @property
    def focus(self) -> str | None:
        """The name of the field that has the focus."""
        return self.app.focused.id if self.app.focused is not None else None

    def typed(self, name: str) -> str:
        """What is typed in a field; nothing while its form is being made."""
        field = self.app.screen.query_one_optional(f"#{name}", Input)
        return field.value if field is not None else ""

    async def until(self, done: Callable[[], object]) -> None:
        """Wait for something to be so."""
        for _ in range(TRIES):
            if done() and takes_keys(self.app):
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"waited in vain:\n{self.picture}")

    async def shows(self, *words: str) -> None:
        """Wait for words to be on the screen, however its lines are broken."""
        await self.until(lambda: all(any(word in text for text in self.texts) for word in words))

    @property
    def texts(self) -> list[str]:
        """The text of the screen and of each widget on it, however lines are broken."""
        return [" ".join(self.picture.split()), *texts(self.app, self.lines)]

    async def press(self, *keys: str) -> None:
        """Press keys, each taken before the next."""
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        """Type text into what has the focus."""
        await self.press(*("space" if character == " " else character for character in text))

    def burst(self, *keys: str) -> None:
        """Press keys all at once, as a slow line delivers them."""
        for key in keys:
            character = " " if key == "space" else key if len(key) == 1 else None
            self.app.post_message(Key(key, character))


@asynccontextmanager
async def at_sign_in(
    services: Services,
    size: tuple[int, int] = (80, 24),
    elapsed: Callable[[], float] = lambda: 0.0,
    theme: Theme | None = None,
) -> AsyncIterator[Driven]:
    """The app as it starts; with a theme it has colours."""
    app = FleetApp(services, elapsed=elapsed, theme=theme)
    async with app.run_test(size=size) as pilot:
        driven = Driven(app, pilot)
        await driven.until(lambda: isinstance(app.screen, FleetScreen) and app.screen.is_mounted)
        await pilot.pause()
        yield driven


PASSWORD = "correct-horse-battery"
CODE = "FP99-QYA1-KPXK-CH3G-B0NN-3SF4"


@dataclass
class FakeSignIn:
    """Stands in for the services before signing in: one person, one password, one code."""

    session: Session
    door: SignInMode = SignInMode.PASSWORD
    code_details: CodeDetails | None = None
    calls: list[tuple[str, ...]] = field(default_factory=list)

    def options(self) -> SignInOptions:
        return SignInOptions(self.door, "Desert Air", "ann-on-host")

    def with_password(self, username: str, password: str) -> Session:
        self.calls.append(("sign_in", username, password))
        return self._if(password == PASSWORD, "Username and password do not match.")

    def by_system(self, *, recorded: bool = True) -> Session:
        self.calls.append(("sign_in_by_system",))
        return self._if(self.code_details is None, "ann-on-host has no account here.")

    def inspect(self, code: str) -> CodeDetails:
        self.calls.append(("inspect_code", code))
        self._if(code == CODE, "This code opens nothing.")
        assert self.code_details is not None
        return self.code_details

    def redeem(self, code: str, username: str, password: str, confirm: str) -> Session:
        self.calls.append(("use", code, username, password, confirm))
        if password != confirm:
            sentence = "The passwords differ: type both again, and look at what the keyboard really does."
            raise Invalid({"confirm": Problem(sentence)})
        return self.session

    def request(self, who: str) -> None:
        self.calls.append(("ask_reset", who))

    def _if(self, right: bool, sentence: str) -> Session:
        if not right:
            raise Refusal(sentence)
        return self.session


def employed(services: Services, name: str = "Ann Lee", role: str = "Administrator", must_change: str = "") -> Session:
    """An employee with that role and an account, as one who has just signed in."""
    username = name.partition(" ")[0].lower()
    values = {
        "name": name,
        "positions": ("Dispatcher",),
        "role": role,
        "email": f"{username}@example.com",
        "mobile": "+12015550123",
    }
    new = NewPerson(EMPLOYEES, values, True, NOW, AccountState.ACCEPTED, username, None)
    load_people(services.database, [new], actor="loader", at=NOW)
    person = max(services.people.ids(ListQuery(EMPLOYEES, ("name",))))
    return Session(EMPLOYEES, person, name, username, 0, NOW, services.company.get().sign_in, must_change)


def with_password(services: Services, session: Session) -> Session:
    """The same person, who has chosen `PASSWORD`."""
    with services.database.write() as connection:
        hashed = services.context.passwords.hash(PASSWORD)
        set_password(connection, session.kind, session.person, hashed, NOW)
    return replace(session, generation=session.generation + 1)


def inside(services: Services, session: Session) -> Services:
    """The services of somebody who has signed in."""
    return services.signed_in_as(SignedInUser(session))


def outside(services: Services, session: Session, **more: object) -> tuple[Services, FakeSignIn]:
    """The services of nobody, with sign-in services that let that person in."""
    nobody = services.signed_in_as(Anonymous("ann-on-host"))
    sign_in = FakeSignIn(session, **more)  # type: ignore[arg-type]
    nobody.__dict__.update(dict.fromkeys(("sessions", "sign_in", "codes", "resets"), sign_in))
    return nobody, sign_in
