"""Sign-in: usernames and passwords, codes, the operating system's user."""

from __future__ import annotations

import pytest

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.sign_in import CodeDetails, SignInMode
from fleet_tui.services.services import Services
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.frame.sidebar import Sidebar
from fleet_tui.ui.palette.offers import here
from tests.support.screens.sign_in_driving import CODE, PASSWORD, at_sign_in, employed, outside


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_sign_in_shows_the_company_and_the_keys_and_nothing_else(
    services: Services, size: tuple[int, int]
) -> None:
    signed_out, _ = outside(services, employed(services))
    async with at_sign_in(signed_out, size=size) as driven:
        await driven.shows("Desert Air", "Username", "Password", "F3 I have a code", "F4 I forgot my password", "F2")
        await driven.shows("Esc, then q Quit")
        assert "…" not in driven.picture
        assert not driven.app.screen.query(Sidebar)
        assert "Technicians" not in driven.picture


async def test_before_sign_in_no_key_leads_to_a_destination(services: Services) -> None:
    signed_out, _ = outside(services, employed(services))
    async with at_sign_in(signed_out) as driven:
        driven.app.screen.set_focus(None)
        for key in ("1", "8", "ctrl+o", "3"):
            await driven.press(key)
        assert (driven.app.current_mode, len(driven.app.screen_stack)) == ("sign_in", 1)
        offered = {offer.name for offer in here(driven.app, driven.app.screen)}
        assert {"Sign in", "I have a code", "Quit", "Help"} <= offered
        assert not any(title.startswith("Go to") or title == "Sign out" for title in offered)
        await driven.press("question_mark")
        await driven.shows("Tab on c pages")
        assert not any(f"Go to {entry.label}" in driven.picture for entry in DESTINATIONS)
        await driven.press("escape")
        await driven.press("escape", "q")
        await driven.until(lambda: driven.app._exit)


async def test_what_is_typed_in_one_packet_signs_in_and_what_comes_behind_reaches_the_list(services: Services) -> None:
    session = employed(services)
    signed_out, sign_in = outside(services, session)
    async with at_sign_in(signed_out) as driven:
        driven.burst(*"ann", "tab", *"wrong", "enter")
        await driven.shows("Username and password do not match.")
        assert sign_in.calls == [("sign_in", "ann", "wrong")]
        driven.burst(*PASSWORD, "enter", "2")
        await driven.until(lambda: driven.app.current_mode == "employees")
        await driven.shows(">2 Employees", "Ann Lee")
        assert "sign_in" not in driven.app._modes


async def test_a_wrong_password_is_typed_again_and_the_username_stays(services: Services) -> None:
    signed_out, _ = outside(services, employed(services))
    async with at_sign_in(signed_out) as driven:
        await driven.press("f2")
        await driven.shows("Type your username.")
        await driven.write("ann")
        await driven.press("f2")
        await driven.shows("Type your password.")
        await driven.write("wrong")
        assert "wrong" not in driven.picture
        assert "•••••" in driven.picture
        await driven.press("shift+home", "ctrl+c", "ctrl+x")
        await driven.shows("Password is a secret: it is not copied.")
        assert (driven.typed("password"), driven.app.clipboard) == ("wrong", "")
        await driven.press("enter")
        await driven.shows("Username and password do not match.")
        assert (driven.typed("username"), driven.typed("password"), driven.focus) == ("ann", "", "password")
        assert driven.app.current_mode == "sign_in"


async def test_a_forgotten_password_is_answered_the_same_for_everybody(services: Services) -> None:
    signed_out, sign_in = outside(services, employed(services))
    async with at_sign_in(signed_out) as driven:
        for who in ("ann", "nobody.knows"):
            await driven.press("f4")
            await driven.shows("Your username, e-mail address or phone number.")
            await driven.write(who)
            await driven.press("enter")
            await driven.shows("If there is an active account for that, a message is on its way.")
        assert sign_in.calls == [("ask_reset", "ann"), ("ask_reset", "nobody.knows")]
        await driven.press("f4", "enter")
        await driven.shows("Type your username, e-mail address or phone number.")


async def test_an_invitation_shows_its_name_and_asks_for_the_rest(services: Services) -> None:
    code_details = CodeDetails(
        Purpose.INVITE,
        f"Ann [/] Lee{' of the northern depot' * 3}",
        "ann@example.com",
        needs_password=True,
        needs_username=True,
    )
    signed_out, sign_in = outside(services, employed(services), code_details=code_details)
    async with at_sign_in(signed_out, size=(40, 15)) as driven:
        await driven.press("f3")
        await driven.shows("Code", "Type or paste the code")
        assert "Confirm" not in driven.picture
        driven.burst("x", "enter")
        await driven.shows("! This code opens nothing.")
        assert driven.typed("code") == "x"
        driven.burst("backspace", *CODE, "enter")
        await driven.shows("An invitation for Ann [/] Lee", CODE, "ann@example.com", "Password", "Confirm")
        assert "This code opens nothing." not in driven.picture
        driven.burst(*PASSWORD, "tab", "x", "enter")
        await driven.shows("! The passwords differ", "really does.")
        assert driven.focus == "confirm"
        driven.burst("backspace", *PASSWORD, "f2")
        await driven.until(lambda: driven.app.current_mode == "technicians")
        assert sign_in.calls[-1] == ("use", CODE, "ann@example.com", PASSWORD, PASSWORD)


async def test_another_code_takes_back_what_the_one_before_has_opened(services: Services) -> None:
    code_details = CodeDetails(Purpose.RESET, "Ann Lee", "ann", needs_password=True, needs_username=False)
    signed_out, _ = outside(services, employed(services), code_details=code_details)
    async with at_sign_in(signed_out) as driven:
        await driven.press("f3")
        driven.burst(*CODE, "enter", *"secret")
        await driven.shows("A password reset for Ann Lee. Your username is ann.", "••••••")
        await driven.press("shift+tab", "backspace")
        await driven.until(lambda: "Ann Lee" not in driven.picture)
        assert "Password" not in driven.picture
        await driven.press("escape")
        await driven.shows("Username")


async def test_the_operating_systems_user_comes_in_without_a_key(services: Services) -> None:
    signed_out, _ = outside(services, employed(services), door=SignInMode.OPERATING_SYSTEM)
    async with at_sign_in(signed_out) as driven:
        await driven.until(lambda: driven.app.current_mode == "technicians")


async def test_an_unknown_user_of_the_operating_system_can_use_a_code(services: Services) -> None:
    code_details = CodeDetails(Purpose.INVITE, "Ann Lee", "ann-on-host", needs_password=False, needs_username=False)
    signed_out, sign_in = outside(
        services, employed(services), door=SignInMode.OPERATING_SYSTEM, code_details=code_details
    )
    async with at_sign_in(signed_out, size=(40, 15)) as driven:
        await driven.shows("You are ann-on-host on this computer.", "ann-on-host has no account here.", "I have a code")
        await driven.press("f2")
        await driven.until(lambda: len(sign_in.calls) == 2)
        await driven.press("f3")
        await driven.until(lambda: driven.focus == "code")
        await driven.write(CODE)
        await driven.press("enter")
        await driven.shows("An invitation for Ann Lee. Your username is ann-on-host. F2 signs you in.")
        await driven.press("f2")
        await driven.until(lambda: driven.app.current_mode == "technicians")
