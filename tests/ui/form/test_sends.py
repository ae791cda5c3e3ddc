"""Invitations and resets are sent from a person's form, with the words of a plan of one."""

from __future__ import annotations

from datetime import timedelta

from textual.widgets import Static

from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.people.profile.profile_actions import _address, _held
from tests.support.people import TECHNICIANS, technician
from tests.support.screens.form_driving import Driven, opened, picture


def head(driven: Driven) -> str:
    return str(driven.screen.query_one("#form-head", Static).content)


def dialog_text(driven: Driven) -> str:
    """The title and the text of a dialog, however its lines are broken."""
    box = driven.app.screen.query_one("#box")
    return " ".join([str(box.border_title or ""), *(str(text.content) for text in box.query(Static))])


async def test_an_invitation_is_sent_from_the_form_and_undo_takes_it_back(services: Services) -> None:
    person = services.people.add(TECHNICIANS, technician(services, email="ann@example.com")).profile
    async with opened(services, TECHNICIANS, person.id) as driven:
        await driven.press("f4")
        await driven.answer("reset")
        await driven.until(lambda: "nothing is sent. Ann Porter: no account" in driven.said)
        driven.put(memo="typed")
        await driven.press("f4")
        await driven.answer("invite")
        await driven.until(lambda: "not saved yet" in picture(driven.app))
        await driven.answer("save")
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        assert "Send Account Invite to Ann Porter?" in dialog_text(driven)
        assert "It goes to ann@example.com." in dialog_text(driven)
        driven.screen.say("")
        await driven.press("y")
        await driven.until(lambda: "is invited" in driven.said)
        assert driven.said == (
            "Ann Porter is invited. It is sent in 30 seconds: until then u on the list takes it back."
        )
        assert "Pending" in head(driven)
        assert not driven.screen.unsaved
        await driven.press("f4")
        await driven.answer("invite")
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        assert "(the older invitation ends)" in dialog_text(driven)
        await driven.press("n")
    services.undo.run(services.undo.plan())
    assert services.people.profile(TECHNICIANS, person.id).values["status"] == "never_logged_in"


def test_a_message_goes_to_the_mobile_where_there_is_no_address(services: Services) -> None:
    person = services.people.add(TECHNICIANS, technician(services, email="")).profile
    assert _address(person) == "(201) 555-0123"
    assert _held(timedelta()) == "It is sent now."
