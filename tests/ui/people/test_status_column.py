"""The Status column: the state of each account, in the order of the product, also after a real sign-in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.filters.query import Sort
from fleet_tui.domain.local_time import day_in_short
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.base.actor import Anonymous
from fleet_tui.services.bulk.load import load_people
from fleet_tui.services.services import Services
from fleet_tui.ui.people.list_screen import PeopleListScreen
from tests.conftest import NOW
from tests.support.people import NOON, TECHNICIANS, new_person
from tests.support.screens.list_driving import listed

EARLIER = datetime(2026, 5, 1, 12, tzinfo=NOON.tzinfo)


def _people() -> list[NewPerson]:
    def one(name: str, account: AccountState | None = None, *, email: str | None = "x", **more: object) -> NewPerson:
        values = {"name": name, "positions": ("Service",), "type": "managed", "role": "Technician"}
        address = {"email": f"{name.lower()}@example.com"} if email else {}
        return new_person(TECHNICIANS, values | address, account=account, **more)  # type: ignore[arg-type]

    username = one("Real", AccountState.ACCEPTED)
    return [
        one("Never"),
        one("Nowhere", email=None),
        one("Invited", AccountState.INVITED, invited=(NOON, NOON + timedelta(days=7))),
        one("Expired", AccountState.INVITED, invited=(NOON - timedelta(days=8), NOON - timedelta(days=1))),
        one("Assigned", AccountState.ASSIGNED),
        one("Accepted", AccountState.ACCEPTED),
        one("Earlier", AccountState.ACCEPTED, last_sign_in=EARLIER),
        NewPerson(username.kind, username.values, True, NOON, AccountState.ACCEPTED, "real", None),
    ]


async def test_status_is_shown_sorted_and_filtered_in_the_order_of_the_product(services: Services) -> None:
    load_people(services.database, _people(), actor="loader", at=NOON)
    services.company.save(services.company.get().version, {"sign_in": OPERATING_SYSTEM})
    services.signed_in_as(Anonymous("real")).sign_in.by_system()
    async with listed(services) as driven:
        screen = driven.app.screen
        assert isinstance(screen, PeopleListScreen)
        screen.filter.ask(fields=("name", "status"), sort=Sort("status"))
        await driven.settled()
        rows = [(driven.table.cell(place, "name"), driven.table.cell(place, "status")) for place in range(8)]
        assert rows == [
            ("Earlier", day_in_short(EARLIER.astimezone().date(), date.today())),
            ("Real", day_in_short(NOW.astimezone().date(), date.today())),
            ("Accepted", "Accepted"),
            ("Assigned", "Admin assigned"),
            ("Invited", "◌ Pending"),
            ("Expired", "× Invitation ended"),
            ("Nowhere", "No user account"),
            ("Never", "Never logged in"),
        ]
        await driven.pilot.press("right", "f")
        labels = ["Signed in", "Accepted", "Admin assigned", "Pending", "Invitation ended", "No user account"]
        await driven.shows(*labels)
        places = [driven.picture.rindex(f"[ ] {label}") for label in labels]
        assert places == sorted(places)
        await driven.write("pend")
        await driven.pilot.press("space", "enter")
        await driven.shows("Status: Pending")
        assert [driven.table.cell(place, "name") for place in range(driven.table.count())] == ["Invited"]
        await driven.pilot.press("slash")
        await driven.shows("status")
        assert "status:pending" in driven.picture.replace('"', "")
