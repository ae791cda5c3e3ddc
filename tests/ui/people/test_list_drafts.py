"""Drafts that wait are named when the user comes to a list, and D opens them."""

from __future__ import annotations

from dataclasses import replace

from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.services import Services
from fleet_tui.ui.people.list_drafts import NOTHING_WAITS, find_waiting
from fleet_tui.ui.people.profile.person_form import PersonForm
from fleet_tui.ui.screens.company import CompanyScreen
from tests.support.people import EMPLOYEES, TECHNICIANS, added
from tests.support.screens.list_driving import listed


def left(services: Services, *keys: str) -> Services:
    """The next program of a user whose last one ended with this typing, in that order."""
    before = replace(services)
    for key in keys:
        before.drafts.keep(key, {"name": "Ann [b]Lee"} if key.endswith("-new") else {"email": "typed@example.com"}, 1)
    before.drafts.give_back()
    return replace(services)


def first_id(services: Services) -> int:
    """The first technician of the list."""
    return services.people.page(ListQuery(TECHNICIANS, ("name",))).people[0].id


async def test_one_draft_is_named_and_opened_and_then_named_no_more(fleet: Services) -> None:
    user = left(fleet, f"technicians-{first_id(fleet)}")
    async with listed(user) as driven:
        await driven.until(lambda: driven.said == "Unsaved typing waits: Person 000. D opens it.")
        await driven.press("down")
        assert driven.said == ""
        await driven.pilot.press("D")
        await driven.until(lambda: isinstance(driven.screen, PersonForm) and driven.screen.unsaved)
        await driven.shows("is back; Esc asks what becomes of it.")
        await driven.pilot.press("escape")
        await driven.shows("Not saved: Email.")
        await driven.pilot.press("d")
        await driven.until(lambda: len(driven.app.screen_stack) == 1)
        await driven.settled()
        await driven.press("D")
        await driven.until(lambda: driven.said == NOTHING_WAITS)


async def test_of_several_a_menu_asks_which_and_the_rest_is_named_again(fleet: Services) -> None:
    eve = added(fleet, EMPLOYEES).id
    user = left(fleet, "company", f"employees-{eve}", "technicians-new", "employees-new")
    async with listed(user) as driven:
        await driven.until(lambda: driven.said.startswith("Unsaved typing waits: "))
        for words in ("the company settings", "Eve Stone (employee)", "a new technician (Ann [b]Lee)"):
            assert words in " ".join(each.words for each in find_waiting(user, TECHNICIANS)), words
        assert driven.said.endswith(" and 1 more. D opens them.")
        await driven.pilot.press("D")
        await driven.shows("Unsaved typing", "a new employee (Ann [b]Lee)")
        row = next(place for place, each in enumerate(find_waiting(user, TECHNICIANS)) if each.person == eve)
        await driven.pilot.press(str(row + 1))
        await driven.until(lambda: isinstance(driven.screen, PersonForm) and driven.screen.unsaved)
        assert driven.screen.person == eve  # type: ignore[attr-defined]
        await driven.pilot.press("escape", "d")
        await driven.until(lambda: len(driven.app.screen_stack) == 1 and driven.said)
        assert driven.name == "Person 000"
        assert "Eve Stone" not in driven.said
        assert driven.said.endswith("D opens them.")


async def test_typing_of_the_company_leads_to_its_screen(fleet: Services) -> None:
    async with listed(left(fleet, "company")) as driven:
        await driven.until(lambda: driven.said == "Unsaved typing waits: the company settings. D opens it.")
        await driven.pilot.press("D")
        await driven.until(lambda: isinstance(driven.screen, CompanyScreen))


async def test_it_is_named_again_when_the_user_comes_back_to_a_list(fleet: Services) -> None:
    async with listed(left(fleet, "technicians-new")) as driven:
        await driven.until(lambda: driven.said)
        await driven.pilot.press("2")
        await driven.until(lambda: driven.app.current_mode == "employees" and "a new technician" in driven.said)
        await driven.pilot.press("1")
        await driven.until(lambda: driven.app.current_mode == "technicians" and "a new technician" in driven.said)


def test_what_another_program_has_open_does_not_wait(fleet: Services) -> None:
    other = replace(fleet)
    other.drafts.keep("technicians-new", {"name": "Bob"}, None)
    assert find_waiting(replace(fleet), TECHNICIANS) == ()
    assert find_waiting(other, TECHNICIANS) == ()


def test_a_draft_of_somebody_who_is_gone_is_not_named_and_stays(fleet: Services) -> None:
    user = left(fleet, f"technicians-{10**15}")
    assert find_waiting(user, TECHNICIANS) == ()
    assert user.drafts.load(f"technicians-{10**15}") is not None
