"""My account: the user's own profile, permissions and password."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.services.services import Services
from fleet_tui.ui.app.themes import read_theme, theme_files
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.palette.offers import here
from fleet_tui.ui.screens.account import AccountScreen
from fleet_tui.ui.sign_in.change_password import ChangePassword
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

MUST = "Somebody else has set this password: choose your own before anything else."
OTHER = "another-battery-staple"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_a_user_without_permissions_sees_the_own_profile_and_nothing_else(
    services: Services, size: tuple[int, int]
) -> None:
    session = employed(services, "Ann [/] Lee", role="Office")
    profile = services.people.profile(session.kind, session.person)
    services.people.save(session.kind, session.person, profile.version, {"may_see_people": "deny"})
    async with at_sign_in(inside(services, session), size=size) as driven:
        await driven.shows("Ann [/] Lee", "Employee Name", "Username", "ann")
        assert isinstance(driven.app.screen, AccountScreen)
        assert "…" not in driven.picture
        for key in range(1, 8):
            await driven.press(str(key))
            assert DESTINATIONS[key - 1].label in driven.said
            assert driven.app.current_mode == "account"
        await driven.press("end")
        await driven.shows("no Import people (role)")
        while "See technicians and employees" not in driven.picture:
            await driven.press("up")
        await driven.shows("no See technicians and employees (denied to you)")


async def test_titles_and_labels_have_the_colours_of_a_form_in_another_theme_too(services: Services) -> None:
    dark, light = (read_theme(theme_files()[name]) for name in ("dark", "light"))
    async with at_sign_in(inside(services, employed(services)), theme=dark) as driven:
        await driven.press("8")
        for theme in (dark, light):
            driven.app.register_theme(theme)
            driven.app.theme = theme.name
            for words, name in (("Account", "accent"), ("Username", "dim"), ("Permissions: People", "accent")):
                color = theme.variables[f"fleet-{name}"].lower()
                await driven.until(lambda: (words, color) in colors_of(driven))  # noqa: B023


def colors_of(driven: Driven) -> list[tuple[str, str]]:
    """What the screen says, and in which colours."""
    segments = (segment for strip in driven.app.screen._compositor.render_strips() for segment in strip)
    styled = ((segment.text.strip(), segment.style.color) for segment in segments if segment.style)
    return [(words, color.get_truecolor().hex) for words, color in styled if color]


async def test_a_user_signed_in_by_the_system_chooses_a_first_password_without_one(services: Services) -> None:
    async with at_sign_in(inside(services, employed(services))) as driven:
        await driven.press("8")
        await driven.shows("Ann Lee", "p Password", "o Sign out")
        await driven.press("p")
        await driven.until(lambda: driven.focus == "password")
        assert "Current" not in driven.picture
        driven.burst(*OTHER, "tab", *OTHER, "enter")
        await driven.shows("Password set")


async def test_a_changed_password_goes_on_in_another_session(services: Services) -> None:
    by_password(services)
    async with at_sign_in(inside(services, with_password(services, employed(services)))) as driven:
        await driven.press("8")
        await driven.shows("p Password")
        await driven.press("p")
        await driven.until(lambda: driven.focus == "current")
        driven.burst(*"wrong", "tab", *OTHER, "tab", *OTHER, "enter")
        await driven.shows("! This is not your password")
        assert OTHER not in driven.picture
        await driven.press(*["backspace"] * 5)
        driven.burst(*PASSWORD, "f2")
        await driven.shows("Your password is changed.", "Ann Lee")
        assert driven.app.current_mode == "account"
        driven.app.watch_over.look()
        await driven.until(lambda: not driven.app.watch_over.looking)
        await driven.press("2")
        await driven.shows(">2 Employees", "Ann Lee")


async def test_a_user_that_must_change_the_password_can_do_nothing_else(services: Services) -> None:
    by_password(services)
    session = replace(with_password(services, employed(services)), must_change=MUST)
    nobody, _ = outside(services, session)
    async with at_sign_in(nobody, size=(40, 15)) as driven:
        driven.burst(*"ann", "tab", *PASSWORD, "enter")
        await driven.shows(MUST, "At least 15 characters")
        offered = {offer.name for offer in here(driven.app, driven.app.screen)}
        assert not any(title.startswith("Go to") for title in offered)
        await driven.press("ctrl+o")
        assert isinstance(driven.app.screen, ChangePassword)
        await driven.press("escape")
        await driven.shows("You are signed out.", "Username")
        assert driven.app.user_session.services.signed_in is False
        driven.app.user_session.services.__dict__["sign_in"] = nobody.sign_in
        driven.burst(*"ann", "tab", *PASSWORD, "enter")
        await driven.shows(MUST)
        driven.burst(*PASSWORD, "tab", *OTHER, "tab", *OTHER, "enter", "2")
        await driven.until(lambda: driven.app.current_mode == "employees")
        await driven.shows(">2 Employees" if driven.app.size.width > 70 else "Employees", "Ann Lee")
