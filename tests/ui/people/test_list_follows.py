"""An open list shows changes of others and of time without a key, and the cursor stays on its person."""

from __future__ import annotations

from fleet_tui.services.services import Services
from fleet_tui.ui.bulk.outcome import OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from tests.support.actors import signed_in
from tests.support.outbox import Clock, at_clock
from tests.support.people import TECHNICIANS, added, set_active, technician
from tests.support.screens.list_driving import listed

SOON = 0.05


async def test_a_list_follows_others_and_the_cursor_stays_on_its_person(services: Services) -> None:
    for number in range(3):
        added(services, TECHNICIANS, name=f"Person {number}", mobile=f"201 555 010{number}")
    async with listed(services, size=(260, 24), follows=SOON) as driven:
        await driven.press("down")
        assert driven.name == "Person 1"
        services.people.add(TECHNICIANS, technician(services, name="Aaron", mobile="201 555 0109"))
        await driven.shows("Aaron")
        await driven.settled()
        assert driven.name == "Person 1"
        asked = len(driven.pages.asked)
        await driven.until(lambda: driven.table.window.revision == services.people.revision())
        await driven.pilot.pause(3 * SOON)
        assert len(driven.pages.asked) == asked, "rows are asked for only after a change"


async def test_a_profile_that_somebody_else_has_open_bears_a_sign(fleet: Services) -> None:
    zoe = signed_in(fleet, "see_people", name="zoe")
    async with listed(fleet, size=(132, 24), follows=SOON) as driven:
        await driven.press("p")
        before = driven.lines
        person = driven.table.person_at(2)
        assert person is not None
        zoe.presence.open(TECHNICIANS, person)
        await driven.shows(" @Person 002")
        changed = [
            (x - driven.table.region.x, y - driven.table.region.y)
            for y, (old, new) in enumerate(zip(before, driven.lines, strict=True))
            for x, (was, is_) in enumerate(zip(old[:80], new[:80], strict=True))
            if was != is_
        ]
        assert changed == [(1, 3)]
        await driven.press("down", "down")
        await driven.shows(">@Person 002", "zoe has this open since")
        await driven.press("space")
        await driven.shows("@*Person 002")
        await driven.pilot.press("f1")
        await driven.shows("@ Somebody else has this profile open")
        await driven.pilot.press("escape")
        zoe.presence.close(TECHNICIANS, person)
        await driven.shows(" *Person 002")
        assert len(driven.pages.asked) == 0, "no row was read again"
        zoe.presence.give_back()


async def test_an_invitation_ends_before_the_eyes(services: Services) -> None:
    clock = Clock()
    services = at_clock(services, clock)
    added(services, TECHNICIANS, email="ann@x.org", account_setup="invite")
    async with listed(services, size=(260, 24), follows=SOON) as driven:
        await driven.shows("Pending")
        clock.forward(days=8)
        await driven.shows("× Invitation ended")


async def test_activate_offers_to_invite_people_with_an_ended_invitation_again(services: Services) -> None:
    person = added(services, TECHNICIANS, email="ann@x.org", account_setup="invite")
    set_active(services, TECHNICIANS, person.id, False)
    async with listed(services, size=(260, 24)) as driven:
        await driven.press("F")
        await driven.shows("× Invitation ended")
        await driven.pilot.press("x", "a")
        await driven.until(lambda: isinstance(driven.screen, PlanDialog))
        await driven.shows("The invitation has ended: you can invite again then.")
        await driven.pilot.press("enter")
        await driven.until(lambda: isinstance(driven.screen, OutcomeDialog))
        await driven.shows("The invitation has ended: i invites again.")
        await driven.pilot.press("i")
        await driven.shows("Send Account Invite to 1 technician")
        await driven.pilot.press("enter")
        await driven.shows("1 changed")
        await driven.pilot.press("enter")
        await driven.shows("Pending")
        assert services.mail.waiting().waiting == 1


async def test_esc_after_the_offer_leaves_them_as_they_are(services: Services) -> None:
    person = added(services, TECHNICIANS, email="ann@x.org", account_setup="invite")
    set_active(services, TECHNICIANS, person.id, False)
    async with listed(services, size=(260, 24)) as driven:
        await driven.press("F")
        await driven.pilot.press("x", "a")
        await driven.until(lambda: isinstance(driven.screen, PlanDialog))
        await driven.pilot.press("enter")
        await driven.until(lambda: isinstance(driven.screen, OutcomeDialog))
        await driven.pilot.press("i")
        await driven.until(lambda: isinstance(driven.screen, PlanDialog))
        await driven.pilot.press("escape")
        await driven.settled()
        assert "1 technician activated." in driven.said
        assert len(services.mail.messages()) == 1, "no other message than the first"
