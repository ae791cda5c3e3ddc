"""Setup: a company without users is set up, and its first administrator is signed in."""

from __future__ import annotations

from pathlib import Path

from fleet_tui.domain.accounts.sign_in import SignInMode
from fleet_tui.services.base.actor import Anonymous
from fleet_tui.services.services import Services
from fleet_tui.ui.palette.offers import here
from fleet_tui.ui.sign_in.setup import SetupScreen
from tests.support.screens.sign_in_driving import PASSWORD, Driven, at_sign_in


async def filled_in(driven: Driven) -> None:
    """Type what is asked, up to the e-mail address."""
    await driven.until(lambda: driven.focus == "company")
    driven.burst(*"Desert", "tab", "tab", "tab", *"Ann", "tab", *"ann@desert.test")
    await driven.until(lambda: driven.typed("email") == "ann@desert.test")


async def test_the_first_administrator_is_signed_in_and_can_sign_in_again(
    services: Services,
) -> None:
    nobody = services.signed_in_as(Anonymous("ann-on-host"))
    async with at_sign_in(nobody, size=(40, 15)) as driven:
        await filled_in(driven)
        labels = {line.strip() for line in driven.lines}  # which of them are in sight depends on how the keys arrived
        assert labels & {"Name *", "Password *"}
        assert "*" not in labels, "the star keeps to its word"
        await driven.press("f2")
        await driven.shows("! Password is missing", "Password *", "Not saved: 2 fields")
        driven.burst(*PASSWORD, "tab", *PASSWORD, "tab")
        await driven.shows("[ Set up the company ]")
        driven.burst("f2", "2")
        await driven.until(lambda: driven.app.current_mode == "employees")
        await driven.shows("Ann")
    assert nobody.sessions.options().mode is SignInMode.PASSWORD
    assert nobody.sign_in.with_password("ann@desert.test", PASSWORD).name == "Ann"


async def test_users_of_the_operating_system_choose_no_password(services: Services) -> None:
    nobody = services.signed_in_as(Anonymous("ann-on-host"))
    async with at_sign_in(nobody) as driven:
        await filled_in(driven)
        driven.burst("shift+tab", "shift+tab", "o", "enter")
        await driven.shows("You are ann-on-host on this computer")
        assert "Confirm Password" not in driven.picture
        await driven.press("f2")
        await driven.until(lambda: driven.app.current_mode == "technicians")
    assert nobody.sign_in.by_system().username == "ann-on-host"


async def test_typing_is_kept_without_the_password_and_no_key_leads_in(services: Services, tmp_path: Path) -> None:
    nobody = services.signed_in_as(Anonymous("ann-on-host"))
    async with at_sign_in(nobody) as driven:
        await filled_in(driven)
        driven.burst("tab", "tab", *PASSWORD)
        await driven.until(lambda: driven.typed("password"))
        driven.app.screen.set_focus(None)
        await driven.press("1", "ctrl+o")
        assert isinstance(driven.app.screen, SetupScreen)
        assert not any("Go to" in offer.name for offer in here(driven.app, driven.app.screen))
    kept = nobody.drafts.load("first-start")
    assert kept is not None
    assert kept.raw == {"company": "Desert", "name": "Ann", "email": "ann@desert.test"}
    assert not any(PASSWORD in path.read_text() for path in (tmp_path / "drafts").rglob("*.json"))
