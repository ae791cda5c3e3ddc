"""An open form follows others: who has the profile open, and what they change; typing stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from unittest.mock import patch

from fleet_tui.services.services import Services
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.form.others.head import FormHead
from fleet_tui.ui.people.live import form as live_form
from fleet_tui.ui.screens.company import CompanyScreen
from tests.support.actors import signed_in
from tests.support.people import TECHNICIANS, added
from tests.support.screens.form_driving import Driven, opened

SOON = 0.05
WORDS = ("Zoe has this open since 10:42 and 2 more.", "Zoe has this open.", "Zoe")


@asynccontextmanager
async def followed(services: Services, person: int | None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driven]:
    """A form that looks every moment for what others do."""
    with patch.object(live_form, "FOLLOWS", SOON):
        async with opened(services, TECHNICIANS, person, size) as driven:
            yield driven


def head(driven: Driven) -> str:
    """The lines above the form."""
    return str(driven.screen.query_one(FormHead).content)


def save(services: Services, person: int, **typed: object) -> None:
    """Change the technician at once."""
    services.people.save(TECHNICIANS, person, services.people.profile(TECHNICIANS, person).version, typed)


async def test_each_is_told_that_the_other_has_it_open_and_no_longer(services: Services) -> None:
    ann = added(services, TECHNICIANS, name="Ann")
    zoe = signed_in(services, "see_people", name="zoe")
    zoe.presence.open(TECHNICIANS, ann.id)
    async with followed(services, ann.id) as driven:
        await driven.until(lambda: "zoe has this open since" in head(driven))
        assert head(driven).startswith("Edit Technician · Ann")
        assert list(zoe.presence.others(TECHNICIANS)) == [ann.id]
        before = driven.form.region
        zoe.presence.close(TECHNICIANS, ann.id)
        await driven.until(lambda: "Created" in head(driven))
        await driven.write("x")
        zoe.presence.open(TECHNICIANS, ann.id)
        await driven.until(lambda: "zoe has this open since" in head(driven))
        assert driven.form.region == before, "no field moves"
        assert driven.row("name").editor.raw == "Annx"
    assert not zoe.presence.others(TECHNICIANS)
    zoe.presence.give_back()


async def test_a_profile_that_is_added_is_open_from_then_on(services: Services) -> None:
    ann = added(services, TECHNICIANS, name="Ann")
    zoe = signed_in(services, "see_people", name="zoe")
    async with followed(services, None) as driven:
        assert not zoe.presence.others(TECHNICIANS)
        values = {name: ann.values[name] for name in ("positions", "type", "role")}
        driven.put(name="Bob", mobile="201 555 0142", **values)
        await driven.save()
        await driven.until(lambda: list(zoe.presence.others(TECHNICIANS)) == [driven.screen.person])


async def test_what_others_change_appears_while_nothing_is_typed(services: Services) -> None:
    ann = added(services, TECHNICIANS, name="Ann")
    zoe = signed_in(services, "see_people", "manage_people", name="zoe")
    async with followed(services, ann.id) as driven:
        await driven.press("tab", "tab")
        focus = driven.focus
        save(zoe, ann.id, memo="Dogs", unit="4", street="1 Elm", city="Rye")
        await driven.until(lambda: driven.row("memo").editor.raw == "Dogs")
        assert (driven.focus, driven.screen.unsaved) == (focus, False)
        assert driven.said.startswith("zoe changed ")
        assert "Memo" in driven.said
        await driven.press("escape")
        await driven.until(lambda: driven.app.screen is not driven.screen)
        assert driven.screen._adopted is None, "nothing was saved here"


async def test_typing_stays_and_a_note_says_what_others_changed(services: Services) -> None:
    ann = added(services, TECHNICIANS, name="Ann")
    zoe = signed_in(services, "see_people", "manage_people", name="zoe")
    async with followed(services, ann.id) as driven:
        await driven.write("x")
        save(zoe, ann.id, memo="Dogs")
        await driven.until(lambda: "zoe changed Memo at " in head(driven))
        assert "F2 merges." in head(driven)
        assert driven.said.startswith("zoe changed Memo at ")
        await driven.write("y")
        assert not driven.said, "the sentence leaves at the next key; the note stays"
        assert "F2 merges." in head(driven)
        assert (driven.row("name").editor.raw, driven.row("memo").editor.raw) == ("Annxy", "")


async def test_a_sentence_that_answers_a_key_is_not_taken_away(services: Services) -> None:
    ann = added(services, TECHNICIANS, name="Ann")
    zoe = signed_in(services, "see_people", "manage_people", name="zoe")
    async with followed(services, ann.id) as driven:
        await driven.write("x")
        driven.screen.say("Not saved.")
        save(zoe, ann.id, memo="Dogs")
        await driven.until(lambda: "F2 merges." in head(driven))
        await driven.pilot.pause(3 * SOON)
        assert driven.said == "Not saved."


async def test_a_note_takes_the_wording_that_fits(services: Services) -> None:
    ann = added(services, TECHNICIANS, name="Ann")
    async with opened(services, TECHNICIANS, ann.id, (40, 12)) as driven:
        found = driven.screen.query_one(FormHead)
        for width in (120, 60, 30, 12):
            await driven.pilot.resize_terminal(width, 24)
            found.show_note(*WORDS)
            room = found.size.width
            fitting = [each for each in WORDS if len(each) <= room]
            assert found.note == (fitting[0] if fitting else WORDS[-1]), width
            assert all(len(line) <= room for line in head(driven).split("\n"))


async def test_the_company_s_settings_follow_others_too(services: Services) -> None:
    zoe = signed_in(services, "manage_company", name="zoe")
    app = FleetApp(services)
    with patch.object(live_form, "FOLLOWS", SOON):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("4")
            screen = app.screen
            assert isinstance(screen, CompanyScreen)
            driven = Driven(app, pilot, screen)  # type: ignore[arg-type]  # it needs no more of a form
            await driven.until(lambda: screen.form is not None and "name" in screen.form.rows)
            zoe.company.save(zoe.company.get().version, {"name": "North"})
            await driven.until(lambda: driven.row("name").editor.raw == "North")
            assert driven.said.startswith("zoe changed ")
            await driven.press("tab")
            await driven.write("x")
            zoe.company.save(zoe.company.get().version, {"country": "CA"})
            await driven.until(lambda: "F2 merges." in head(driven))
            assert screen.unsaved
