"""Every action of every screen is offered, under its name and its synonyms (product.md, "Find")."""

from __future__ import annotations

from fleet_tui.domain.access.permissions import LABELS, SEE_PEOPLE
from fleet_tui.services.services import Services
from fleet_tui.ui.app.destinations import closed
from fleet_tui.ui.base.keys import GOING
from fleet_tui.ui.base.known_bindings import known_bindings
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.bulk.actions import Actions
from fleet_tui.ui.dialogs.menu import own_entries
from fleet_tui.ui.palette.choices import Lead, Offer, Run, Tell
from fleet_tui.ui.palette.offers import ADD, ADD_ENTRY, Places, elsewhere, here
from fleet_tui.ui.palette.results import near_misses, results
from fleet_tui.ui.palette.synonyms import AT_CURSOR, PLACES, SYNONYMS
from tests.support.actors import signed_in
from tests.support.screens.list_driving import Driven, listed

AS_SAID = {
    "reset password": "actions.reset",
    "forgot password": "actions.reset",
    "disable": "actions.deactivate",
    "terminate": "actions.deactivate",
    "fire": "actions.deactivate",
    "hire": ADD,
    "new technician": ADD,
    "driver": ADD,
    "new employee": ADD,
    "new team": ADD_ENTRY,
    "create truck": ADD_ENTRY,
    "logout": "account.sign_out",
    "log out": "account.sign_out",
    "teams": "go.lists",
    "audit": "go.history",
    "who changed": "go.history",
    "history": "go.history",
    "mail": "go.mail",
    "exit": "app.quit",
    "search": "list.filter_line",
    "select all": "list.mark_all",
}


def all_offers(driven: Driven, people: str = "technicians") -> list[Offer]:
    offered = here(driven.app, driven.app.screen)
    return [*offered, *elsewhere(driven.app, known_bindings().values(), offered, Places(people, {}))]


def test_no_synonym_and_no_place_names_what_does_not_exist() -> None:
    known = known_bindings()
    assert SYNONYMS.keys() <= known.keys()
    assert PLACES.keys() <= {id.partition(".")[0] for id in known}
    assert all(any(id.startswith(begin) for id in known) for begin in AT_CURSOR)
    twice = {id: names for id, names in SYNONYMS.items() if len(set(names)) < len(names) or not names}
    assert not twice


async def test_every_binding_is_found_by_its_name_from_every_screen(fleet: Services) -> None:
    known = {id: binding for id, binding in known_bindings().items() if binding.description}
    async with listed(signed_in(fleet, *LABELS)) as driven:
        for entry in (DESTINATIONS[0], *DESTINATIONS[2:]):  # employees have the technicians' screen
            await driven.app.switch_mode(entry.id)
            await driven.until(lambda: driven.app.screen.is_mounted)
            offers = all_offers(driven)
            assert {offer.id for offer in offers} >= known.keys(), entry.id
            for offer in offers:
                found = [result.choice for result in results(offer.name, (), offers)]
                assert offer.choice in found, (entry.id, offer)
            once = [offer.id for offer in offers if offer.id not in (ADD, ADD_ENTRY)]
            assert len(set(once)) == len(once), entry.id


async def test_what_people_say_is_the_first_that_is_found(fleet: Services) -> None:
    async with listed(signed_in(fleet, *LABELS)) as driven:
        for screen in ("technicians", "history"):
            await driven.app.switch_mode(screen)
            await driven.until(lambda: driven.app.screen.is_mounted)
            offers = all_offers(driven)
            of = {(offer.id, offer.choice): offer.id for offer in offers}
            for said, id in AS_SAID.items():
                first = results(said, (), offers)[0].choice
                assert first in [choice for own, choice in of if own == id], (screen, said)


async def test_actions_of_the_screen_run_here_and_others_lead_to_theirs(fleet: Services) -> None:
    async with listed(fleet, keymap={"actions.reset": "p"}) as driven:
        offers = {offer.id: offer for offer in all_offers(driven)}
        for binding in own_entries(Actions).values():
            assert isinstance(offers[binding.id or ""].choice, Run), binding
        run = ("list.edit", "list.filter_line", "list.sort", "app.quit")
        assert {type(offers[id].choice) for id in run} == {Run}
        assert (offers["actions.deactivate"].keys, offers["actions.reset"].keys) == ("x d", "x p")
        adding = {offer.name: offer.choice for offer in all_offers(driven) if offer.id == ADD}
        assert adding == {f"Add {kind}": Lead(f"{kind.lower()}s", "add") for kind in ("Technician", "Employee")}
        lists = {offer.name: offer.choice for offer in all_offers(driven) if offer.id == ADD_ENTRY}
        assert lists["Add to Teams"] == Lead("lists", "add('teams')")
        retire = Lead("lists", "", "Retire or bring back: d, for what is at the cursor.")
        assert offers["lists.retire"].choice == retire
        assert offers["filter_line.complete"].choice == Tell("Complete: Tab in the filter line.")
        await driven.app.switch_mode("history")
        away = {offer.id: offer for offer in all_offers(driven, "employees")}
        deactivate = Lead("employees", "", "Deactivate: x d, for what is at the cursor.")
        assert away["actions.deactivate"].choice == deactivate
        assert away["list.sort"].choice == Lead("employees", "sort")


async def test_a_slip_of_the_finger_is_understood_where_nothing_else_is_found(fleet: Services) -> None:
    async with listed(fleet) as driven:
        offers = all_offers(driven)
        for slip, meant in (
            ("deactvate", "Deactivate"),
            ("histroy", "History"),
            ("colums", "Columns"),
            ("hier", "Add"),
        ):
            assert meant in near_misses(slip, offers)[0].words, slip
        for other in ("xyzzy", "ab", "", "5550123"):
            assert near_misses(other, offers) == [], other


async def test_where_one_may_not_go_is_said(services: Services) -> None:
    reader = signed_in(services, SEE_PEOPLE)
    async with listed(reader) as driven:
        offered = here(driven.app, driven.app.screen)
        shut = {entry: f"You are not allowed to see {entry}." for entry in closed(reader.grants)}
        offers = {
            offer.id: offer
            for offer in elsewhere(driven.app, known_bindings().values(), offered, Places("technicians", shut))
        }
        assert offers["roles.toggle"].choice == Tell("You are not allowed to see roles.")
        assert {binding.id for binding in GOING} <= {offer.id for offer in offered}
