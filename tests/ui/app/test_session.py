"""Who is signed in stays as long as they may: deactivated, away, signed out or with other permissions than before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.events import Key

from fleet_tui.domain.accounts.sign_in import QUICKER
from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.errors import Busy
from fleet_tui.services.base.actor import Anonymous
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.services.services import Services
from fleet_tui.ui.app import session_monitor
from fleet_tui.ui.app.session import CHANGED
from fleet_tui.ui.base.key_queue import LEAVING
from fleet_tui.ui.frame.sidebar import Sidebar
from fleet_tui.ui.palette.palette import Palette
from fleet_tui.ui.screens.account import AccountScreen
from fleet_tui.ui.sign_in.by_password import SignIn
from tests.support.people import EMPLOYEES, TECHNICIANS, set_active
from tests.support.screens.sign_in_driving import PASSWORD as RIGHT
from tests.support.screens.sign_in_driving import (
    Driven,
    at_sign_in,
    employed,
    inside,
    outside,
    with_password,
)


class Elapsed:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def by_password(services: Services) -> None:
    """Have people sign in with passwords, ten minutes of idleness allowed."""
    company = services.company.get()
    services.company.save(company.version, {"sign_in": PASSWORD, "idle_minutes": "10"})


def is_dim(driven: Driven, word: str) -> bool:
    """Whether a word that is on the screen is dim."""
    segments = (segment for strip in driven.app.screen._compositor.render_strips() for segment in strip)
    return any(word in text and style is not None and bool(style.dim) for text, style, _ in segments)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look more often than once in three seconds."""
    monkeypatch.setattr(session_monitor, "LOOKS", 0.02)


def test_it_looks_often_enough_to_lock_within_five_seconds() -> None:
    assert session_monitor.LOOKS <= 3


@pytest.mark.usefixtures("quick")
async def test_a_deactivated_user_is_signed_out_at_once_and_the_typing_is_kept(services: Services) -> None:
    by_password(services)
    other = employed(services, "Zed Boss")
    session = employed(services)
    anonymous, _ = outside(services, session)
    async with at_sign_in(anonymous) as driven:
        driven.burst(*"ann", "tab", *RIGHT, "enter")
        await driven.until(lambda: driven.app.current_mode == "technicians")
        await driven.press("4")
        await driven.until(lambda: driven.typed("name"))
        driven.burst("tab", "end", *"Bob", "ctrl+p")
        await driven.until(lambda: isinstance(driven.app.screen, Palette))
        driven.app.user_session.services.marks.keep(TECHNICIANS, [7])
        set_active(services, EMPLOYEES, session.person, False)
        await driven.until(lambda: driven.app.current_mode == "sign_in")
        await driven.shows("Your profile is not active any more: you are signed out.", "Username")
        assert "Bob" not in driven.picture
        assert list(driven.app._modes) == ["sign_in"]
        assert not driven.app.user_session.services.signed_in
        await driven.press("escape", "1")
        assert driven.app.current_mode == "sign_in"
        # While this program goes on, too: the typing is given to the next session of the same person.
        kept = inside(services, session).drafts.load("company")
        assert kept is not None
        assert "Bob" in str(kept.raw["name"])
        assert inside(services, session).marks.load(TECHNICIANS) == {7}
        assert inside(services, other).drafts.load("company") is None
        assert anonymous.drafts.load("company") is None


async def test_an_ended_session_starts_at_sign_in(services: Services) -> None:
    session = replace(employed(services), generation=7)
    async with at_sign_in(inside(services, session)) as driven:
        await driven.shows("Your password was changed since you signed in: sign in again.")
        assert driven.app.current_mode == "sign_in"


async def test_an_idle_user_signs_in_again_and_the_late_key_does_nothing(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_password(services)
    elapsed = Elapsed()
    session = with_password(services, employed(services))
    async with at_sign_in(inside(services, session), elapsed=elapsed) as driven:
        app = driven.app
        app.watch_over.look()
        await driven.until(lambda: app.watch_over.idle == timedelta(minutes=10))
        elapsed.seconds = 599
        await driven.press("down")
        elapsed.seconds += 599
        app.watch_over.look()
        await driven.press("2")
        await driven.until(lambda: app.current_mode == "employees")
        elapsed.seconds += 600
        acted: list[object] = []
        monkeypatch.setattr(app.key_queue, "put", acted.append)
        driven.burst("a", "b")
        await driven.shows("You were away for 10 minutes: sign in again.", "Username")
        assert not acted


async def test_questions_and_waiting_keys_end_with_the_session(services: Services) -> None:
    by_password(services)
    async with at_sign_in(inside(services, with_password(services, employed(services)))) as driven:
        app = driven.app
        await driven.press("ctrl+o")
        await driven.shows("Go to")
        for key in "jjj":
            app.key_queue.put(Key(key, key))
        app.user_session.lock("Go.", app.user_session.services)
        await driven.shows("Go.", "Username")
        await driven.until(lambda: not app.key_queue._running)
        assert driven.typed("username") == ""
        assert not [worker for worker in app.workers if worker.group == LEAVING]


async def test_no_idle_limit_applies_where_users_of_the_system_sign_in(services: Services) -> None:
    elapsed = Elapsed()
    async with at_sign_in(inside(services, employed(services)), elapsed=elapsed) as driven:
        driven.app.watch_over.look()
        await driven.until(lambda: not driven.app.watch_over.looking)
        elapsed.seconds = 100_000
        driven.app.watch_over.look()
        await driven.press("2")
        await driven.until(lambda: driven.app.current_mode == "employees")


async def test_a_busy_database_ends_no_session(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_sign_in(inside(services, employed(services))) as driven:
        looked = []

        def busy(grants: PermissionCache) -> bool:
            looked.append(grants)
            raise Busy("Another program has the database.")

        monkeypatch.setattr(PermissionCache, "refresh", busy)
        driven.app.watch_over.look()
        await driven.until(lambda: looked and not driven.app.watch_over.looking)
        await driven.press("2")
        await driven.until(lambda: driven.app.current_mode == "employees")


async def test_signing_out_shows_sign_in_and_the_keys_behind_act_on_it(services: Services) -> None:
    by_password(services)
    async with at_sign_in(inside(services, with_password(services, employed(services)))) as driven:
        driven.burst("8", "o", "x")
        await driven.shows("You are signed out.", "Username")
        await driven.until(lambda: driven.typed("username") == "x")
        await driven.until(lambda: services.history.events(limit=1)[0].action == "signed out")


async def test_changing_how_users_sign_in_shows_the_other_sign_in(services: Services) -> None:
    session = with_password(services, employed(services))
    anonymous, _ = outside(services, session)
    async with at_sign_in(inside(anonymous, session)) as driven:
        version = driven.app.user_session.services.company.get().version
        driven.app.user_session.services.company.save(version, {"sign_in": PASSWORD})
        driven.app.watch_over.look()
        await driven.shows(
            "People sign in with username and password here from now on: you are signed out.", "Username"
        )
        driven.burst(*"ann", "tab", *RIGHT, "enter")
        await driven.until(lambda: driven.app.current_mode == "technicians")


async def test_what_is_not_allowed_is_dim_and_says_what_it_takes(services: Services) -> None:
    async with at_sign_in(inside(services, employed(services, role="Office"))) as driven:
        await driven.shows(">1 Technicians")
        sidebar = driven.app.screen.query_one(Sidebar).render()
        dim = {
            sidebar.plain[span.start : span.end].split(maxsplit=1)[0]
            for span in sidebar.spans
            if getattr(span.style, "dim", False)
        }
        assert dim == {"4", "5", "6", "7"}
        await driven.press("7")
        await driven.shows("You are not allowed to see Roles: it takes the permission “Change roles and permissions”.")
        assert driven.app.current_mode == "technicians"
        await driven.press("ctrl+o")
        await driven.shows("Roles (not allowed)", "My account")
        await driven.press("end", "up", "up", "enter")
        await driven.shows("it takes the", "permission “Change roles and permissions”.")
        await driven.press("end", "up", "enter")
        await driven.until(lambda: isinstance(driven.app.screen, AccountScreen))


async def test_without_the_permission_people_are_seen_nowhere(services: Services) -> None:
    session = employed(services, role="")
    with services.database.write() as connection:
        for permission in ("see_history", "see_mail"):
            connection.exec_driver_sql(
                "INSERT INTO permission_override (kind, person, permission, answer) "
                "VALUES ('employees', ?, ?, 'allow')",
                (session.person, permission),
            )
    async with at_sign_in(inside(services, session)) as driven:
        await driven.until(lambda: isinstance(driven.app.screen, AccountScreen))
        for key, place in ("5", "History"), ("6", "Mail"):
            await driven.press(key)
            await driven.until(
                lambda place=place: (
                    driven.said == f"You are not allowed to see {place}: it takes the permission "  # type: ignore[misc]
                    "“See technicians and employees”."
                )
            )


async def test_losing_a_permission_leaves_its_destination(services: Services) -> None:
    employed(services, "Zed Boss")
    session = employed(services)
    async with at_sign_in(inside(services, session)) as driven:
        await driven.press("5")
        await driven.until(lambda: driven.app.current_mode == "history")
        profile = services.people.profile(EMPLOYEES, session.person)
        services.people.save(EMPLOYEES, session.person, profile.version, {"may_see_mail": "deny"})
        driven.app.watch_over.look()
        await driven.until(lambda: "mail" in driven.app.closed)
        await driven.until(lambda: is_dim(driven, "Mail"))
        assert driven.app.current_mode == "history"
        profile = services.people.profile(EMPLOYEES, session.person)
        services.people.save(EMPLOYEES, session.person, profile.version, {"may_see_history": "deny"})
        driven.app.watch_over.look()
        await driven.until(lambda: driven.app.current_mode == "technicians")
        await driven.shows(CHANGED)


async def test_sign_in_follows_another_programs_setup(services: Services) -> None:
    anonymous = services.signed_in_as(Anonymous("ann-on-host"))
    async with at_sign_in(anonymous) as driven:
        await driven.shows("First start")
        by_password(services)
        with_password(services, employed(services))
        driven.app.watch_over.look()
        await driven.until(lambda: isinstance(driven.app.screen, SignIn) and driven.said == QUICKER)
        driven.burst(*"ann", "tab", *RIGHT, "enter", "2")
        await driven.until(lambda: driven.app.current_mode == "employees")
