"""Whoever sets up the company or changes the password has another session then; nothing comes in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.filters.query import Page
from fleet_tui.services.base.actor import Anonymous
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.services.people.profiles import People
from fleet_tui.services.services import Services
from fleet_tui.ui.app.session import CHANGED
from fleet_tui.ui.sign_in.change_password import ChangePassword
from fleet_tui.ui.sign_in.setup import SetupScreen
from tests.support.people import EMPLOYEES
from tests.support.screens.held_calls import Held, held
from tests.support.screens.sign_in_driving import (
    PASSWORD,
    Driven,
    at_sign_in,
    employed,
    inside,
    outside,
    with_password,
)
from tests.ui.app.test_session import by_password
from tests.ui.screens.test_account import MUST, OTHER
from tests.ui.sign_in.test_setup import filled_in


def held_looks(patch: pytest.MonkeyPatch, let: Callable[[], PermissionCache]) -> Held:
    """Hold back the reads of permissions for all sessions but `let`."""
    look = PermissionCache.refresh
    rest = Held(look)
    patch.setattr(PermissionCache, "refresh", lambda grants: (look if grants is let() else rest)(grants))
    return rest


async def looked(driven: Driven) -> None:
    """Check the session once."""
    driven.app.watch_over.look()
    await driven.until(lambda: not driven.app.watch_over.looking)


async def changed_while_watched(driven: Driven, patch: pytest.MonkeyPatch) -> None:
    """Change the password; between its change and the session that goes on, the watch looks."""
    app, old = driven.app, driven.app.user_session.services
    into_the_next = held_looks(patch, lambda: old.grants)
    driven.burst(*PASSWORD, "tab", *OTHER, "tab", *OTHER, "enter")
    await driven.until(into_the_next.asked.is_set)
    await looked(driven)
    assert not app.user_session.leaving
    app.user_session.lock("You were away.", old)
    into_the_next.open.set()
    await driven.until(lambda: app.user_session.services is not old and not app.user_session.leaving)
    await looked(driven)
    app.user_session.lock("Your password was changed.", old)
    assert not app.user_session.leaving
    assert app.user_session.services.signed_in


async def test_changing_the_password_is_not_undone_by_a_check_of_the_earlier_session(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_password(services)
    async with at_sign_in(inside(services, with_password(services, employed(services)))) as driven:
        await driven.press("8")
        await driven.shows("p Password")
        await driven.press("p")
        await driven.until(lambda: driven.focus == "current")
        await changed_while_watched(driven, monkeypatch)
        await driven.shows("Your password is changed.", "Ann Lee")
        assert driven.app.current_mode == "account"


async def test_nor_is_changing_it_before_anything_else(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    by_password(services)
    anonymous, _ = outside(services, replace(with_password(services, employed(services)), must_change=MUST))
    async with at_sign_in(anonymous) as driven:
        driven.burst(*"ann", "tab", *PASSWORD, "enter")
        await driven.until(lambda: isinstance(driven.app.screen, ChangePassword) and driven.focus == "current")
        await driven.until(lambda: not driven.app.user_session.sending)
        await changed_while_watched(driven, monkeypatch)
        await driven.until(lambda: driven.app.current_mode == "technicians")


async def test_no_destination_opens_before_the_other_session_has_started(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_password(services)
    async with at_sign_in(inside(services, with_password(services, employed(services)))) as driven:
        app, old = driven.app, driven.app.user_session.services
        await app.push_screen(ChangePassword(old.my_account, app.user_session.enter))
        change = held(monkeypatch, old.my_account, "change_password")
        driven.burst(*PASSWORD, "tab", *OTHER, "tab", *OTHER, "enter")
        await driven.until(change.asked.is_set)
        await app._go("employees").wait()
        assert isinstance(app.screen, ChangePassword)
        change.open.set()
        await driven.shows("Your password is changed.")
        assert app.user_session.services is not old


async def test_setting_up_the_company_signs_in_even_after_another_sign_in_was_shown(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    anonymous = services.signed_in_as(Anonymous("ann-on-host"))
    async with at_sign_in(anonymous) as driven:
        await filled_in(driven)
        driven.burst("tab", "tab", *PASSWORD, "tab", *PASSWORD)
        await driven.until(lambda: driven.typed("confirm") == PASSWORD)
        answer = Held(lambda session: session)
        set_up = anonymous.setup.set_up
        monkeypatch.setattr(anonymous.setup, "set_up", lambda raw: answer(set_up(raw)))
        await driven.press("f2")
        await driven.until(answer.asked.is_set)
        shown = driven.app.screen
        await looked(driven)
        assert driven.app.screen is shown
        answer.open.set()
        await driven.until(lambda: driven.app.current_mode == "technicians")
        assert isinstance(shown, SetupScreen)
        await driven.until(lambda: not shown.is_attached)
        shown.say("Never shown.")
    assert anonymous.drafts.load("first-start") is None


async def test_the_screen_is_emptied_before_sign_in_is_known(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_password(services)
    async with at_sign_in(inside(services, with_password(services, employed(services)))) as driven:
        await driven.shows("Technicians")
        options = held(monkeypatch, driven.app.user_session._outside.sessions, "options")
        history = held(monkeypatch, driven.app.user_session.services.my_account, "sign_out")
        driven.app.copy_to_clipboard("+1 201 555 0123")
        driven.app.user_session.lock("Go.", driven.app.user_session.services)
        await driven.until(options.asked.is_set)
        await driven.until(lambda: not driven.picture.strip())
        options.open.set()
        await driven.shows("Go.", "Username")
        assert driven.app.clipboard == ""
        await driven.until(history.asked.is_set)
        driven.burst("x")
        await driven.until(lambda: driven.typed("username") == "x")
        history.open.set()


async def test_a_forbidden_destination_is_left_once_the_database_answers(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    employed(services, "Zed Boss")
    session = employed(services)
    async with at_sign_in(inside(services, session)) as driven:
        await driven.press("5")
        await driven.until(lambda: driven.app.current_mode == "history")
        profile = services.people.profile(EMPLOYEES, session.person)
        services.people.save(EMPLOYEES, session.person, profile.version, {"may_see_history": "deny"})

        def busy(*_: object) -> Page:
            raise Busy("Another program has the database.")

        with monkeypatch.context() as patch:
            patch.setattr(People, "page", busy)
            await looked(driven)
            assert driven.app.current_mode == "history"
        await looked(driven)
        assert driven.app.current_mode == "technicians"
        await driven.shows(CHANGED)
