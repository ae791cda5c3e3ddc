"""Every service asks in its transaction what who acts may do: this goes over all of their public methods."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.session import NotAllowed, SignedOut
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, Send, SetActive, SetField, SetFields
from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.errors import BadValue, Invalid, Refusal
from fleet_tui.domain.exports.request import ExportRequest
from fleet_tui.domain.filters.conditions import Between, Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.filters.saved_views import View
from fleet_tui.domain.history.query import HistoryRow
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.paging import PageQuery
from fleet_tui.domain.photo import Photo
from fleet_tui.services.base.actor import Anonymous, SignedInUser, SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database
from fleet_tui.tabular.source import BytesSource
from tests.support.actors import EVERYTHING, allow, signed_in
from tests.support.calls_imports import NEW, planned
from tests.support.people import NOON, TECHNICIANS, added
from tests.support.tables import for_each

Call = Callable[[Services], object]

ALL = ListQuery(TECHNICIANS, ("name",), Filter())
PAID = Filter((Between("hourly_rate", None, None),))
PAID_ONES = ListQuery(TECHNICIANS, ("name",), PAID)
ROW = HistoryRow(2, 1, NOON, "Zed", "deactivated", "2 technicians", "Deactivate: 2 technicians")
TEAM = Entry(1, ListName.TEAMS, "Red", False, 1)
PHOTO = Photo("0" * 64, "PNG", 1, 1, 1)
ON, INVITE, RESET = SetActive(True), Send(Purpose.INVITE), Send(Purpose.RESET)
ANN, TESS, TED, TOM = 1, 2, 3, 4


class Allowed(SignedInUser):
    """Somebody who may do everything, for as long as a test prepares what they try."""

    def granted(self, connection: Connection, now: datetime) -> frozenset[str]:
        return EVERYTHING


def house(services: Services) -> Services:
    """Who acts, who may do what has to be there before they try."""
    by = services.context.by
    return services.signed_in_as(Allowed(by.session)) if isinstance(by, SignedInUser) else services


def do(action: Action, person: int) -> Call:
    return lambda s: s.bulk.run(house(s).bulk.plan(action, TECHNICIANS, [person]))


def other(name: str, *values: object) -> Call:
    """Give Ann the value of those two that she has not."""

    def save(services: Services) -> object:
        ann = house(services).people.profile(TECHNICIANS, ANN)
        value = values[str(ann.values[name]) == str(values[0])]
        return services.people.save(TECHNICIANS, ANN, ann.version, {name: value})

    return save


def switch(services: Services) -> object:
    tom = house(services).people.profile(TECHNICIANS, TOM)
    return services.bulk.run(house(services).bulk.plan_one(SetActive(not tom.active), tom))


def undone(does: Call, *, plan: bool = False) -> Call:
    """Undo of something that who acts did when they might."""

    def undo(services: Services) -> object:
        does(house(services))
        return services.undo.plan() if plan else services.undo.run(house(services).undo.plan())

    return undo


def renamed(does: Call) -> Call:
    """Undo of a change of the company's settings that who acts made when they might."""

    def after_renaming(services: Services) -> object:
        company = house(services).company.get()
        house(services).company.save(company.version, {"name": f"{company.name}!"})
        return does(services)

    return after_renaming


def viewed(change: Callable[[Services, View], object], *, shared: bool) -> Call:
    """A change of a view that who acts has."""

    def on_view(services: Services) -> object:
        views = house(services).views
        for old in views.of(TECHNICIANS):
            views.remove(old.view)
        return change(services, views.save("mine", ListQuery(TECHNICIANS, ("name",), Filter()), shared=shared))

    return on_view


def saved(filter: Filter = Filter(), *, shared: bool = False) -> Call:  # noqa: B008  # frozen
    return viewed(
        lambda s, v: s.views.save("other", ListQuery(TECHNICIANS, ("name",), filter), shared=shared), shared=False
    )


PAYROLL_FILE = "Name,Email,Hourly Rate\nAnn,ann@example.org,20\n"
ACTIVE_FILE = "Name,Email,Active\nAnn,ann@example.org,no\n"


def importing(text: str) -> Call:
    """The plan of an import of that file, whose columns were seen by somebody with all permissions."""

    def plan(services: Services) -> object:
        file = house(services).imports.open(BytesSource("a.csv", text.encode()), TECHNICIANS)
        return services.imports.plan(file, file.mapping)

    return plan


def imported(services: Services) -> object:
    return services.imports.run(planned(house(services), NEW))


CASES: list[tuple[str, str, Call]] = [
    (
        "imports.open",
        "see_people manage_people import_people",
        lambda s: s.imports.open(BytesSource("a.csv", NEW.encode()), TECHNICIANS),
    ),
    ("imports.plan", "see_people manage_people import_people", importing(NEW)),
    ("imports.plan", "see_people manage_people import_people see_payroll manage_payroll", importing(PAYROLL_FILE)),
    ("imports.plan", "see_people manage_people import_people activate_people", importing(ACTIVE_FILE)),
    ("imports.run", "see_people manage_people import_people", imported),
    ("people.page", "see_people", lambda s: s.people.page(ALL)),
    ("people.page", "see_people see_payroll", lambda s: s.people.page(PAID_ONES)),
    ("people.revision", "see_people", lambda s: s.people.revision()),
    ("people.page", "see_people export_people", lambda s: s.people.page(ALL, export=True)),
    ("people.ids", "see_people", lambda s: s.people.ids(ALL)),
    ("people.ids", "see_people see_payroll", lambda s: s.people.ids(PAID_ONES)),
    ("people.ids_between", "see_people", lambda s: s.people.ids_between(ALL, 1, 1)),
    ("people.ids_between", "see_people see_payroll", lambda s: s.people.ids_between(PAID_ONES, 1, 1)),
    ("people.how_many_match", "see_people", lambda s: s.people.how_many_match(TECHNICIANS, Filter(), [1])),
    ("people.how_many_match", "see_people see_payroll", lambda s: s.people.how_many_match(TECHNICIANS, PAID, [1])),
    ("presence.open", "see_people", lambda s: s.presence.open(TECHNICIANS, ANN)),
    ("presence.others", "see_people", lambda s: s.presence.others(TECHNICIANS)),
    ("presence.changed_since", "see_people", lambda s: s.presence.changed_since(TECHNICIANS, ANN, 0)),
    ("people.find", "see_people", lambda s: s.people.find("ann")),
    ("people.profile", "see_people", lambda s: s.people.profile(TECHNICIANS, ANN)),
    ("people.blank", "see_people manage_people", lambda s: s.people.blank(TECHNICIANS)),
    ("people.check", "see_people manage_people", lambda s: s.people.check(TECHNICIANS, ANN, ["name"], {"name": "Ann"})),
    (
        "people.check",
        "see_people see_payroll manage_payroll",
        lambda s: s.people.check(TECHNICIANS, ANN, ["payroll_id"], {"payroll_id": "1"}),
    ),
    ("people.add", "see_people manage_people", lambda s: s.people.add(TECHNICIANS, {})),
    ("people.save", "see_people manage_people", other("memo", "x", "y")),
    ("people.save", "see_people see_payroll manage_payroll", other("hourly_rate", "1.00", "2.00")),
    ("people.save", "see_people manage_roles", other("may_see_mail", "allow", "deny")),
    (
        "bulk.plan_one",
        "see_people activate_people",
        lambda s: s.bulk.plan_one(ON, house(s).people.profile(TECHNICIANS, ANN)),
    ),
    ("bulk.plan", "see_people activate_people", lambda s: s.bulk.plan(ON, TECHNICIANS, [ANN])),
    ("bulk.plan", "see_people send_invites", lambda s: s.bulk.plan(INVITE, TECHNICIANS, [ANN])),
    ("bulk.plan", "see_people send_resets", lambda s: s.bulk.plan(RESET, TECHNICIANS, [ANN])),
    ("bulk.plan", "see_people manage_people", lambda s: s.bulk.plan(SetField("team", None), TECHNICIANS, [ANN])),
    (
        "bulk.plan",
        "see_people manage_people",
        lambda s: s.bulk.plan(SetFields((SetField("team", None), SetField("truck", None))), TECHNICIANS, [ANN]),
    ),
    ("bulk.last_operations", "see_people", lambda s: s.bulk.last_operations(TECHNICIANS)),
    ("bulk.run", "see_people activate_people", do(ON, ANN)),
    ("bulk.run", "see_people activate_people", switch),
    ("bulk.run", "see_people send_invites", do(INVITE, TED)),
    ("bulk.run", "see_people send_resets", do(RESET, TESS)),
    ("bulk.run", "see_people manage_people", do(SetField("team", None), ANN)),
    ("exports.pieces", "see_people export_people", lambda s: [*s.exports.pieces(ExportRequest(ALL))]),
    ("exports.pieces", "see_people see_payroll export_people", lambda s: [*s.exports.pieces(ExportRequest(PAID_ONES))]),
    ("undo.plan", "see_people manage_people", undone(other("memo", "x", "y"), plan=True)),
    ("undo.plan", "see_people manage_payroll", undone(other("hourly_rate", "1.00", "2.00"), plan=True)),
    ("undo.plan", "see_people manage_roles", undone(other("may_see_mail", "allow", "deny"), plan=True)),
    ("undo.run", "see_people manage_people", undone(other("memo", "x", "y"))),
    ("undo.run", "see_people activate_people", undone(switch)),
    ("undo.run", "see_people send_invites", undone(do(INVITE, TED))),
    ("undo.run", "see_people send_resets", undone(do(RESET, TESS))),
    ("views.of", "see_people", lambda s: s.views.of(TECHNICIANS)),
    ("views.seen", "see_people", lambda s: s.views.seen()),
    ("views.save", "see_people", saved()),
    ("views.save", "see_people see_payroll", saved(PAID)),
    ("views.save", "see_people manage_people", saved(shared=True)),
    ("views.rename", "see_people", viewed(lambda s, v: s.views.rename(v, "other"), shared=False)),
    ("views.rename", "see_people manage_people", viewed(lambda s, v: s.views.rename(v, "other"), shared=True)),
    ("views.share", "see_people", viewed(lambda s, v: s.views.share(v, shared=False), shared=True)),
    ("views.share", "see_people manage_people", viewed(lambda s, v: s.views.share(v, shared=True), shared=False)),
    ("views.remove", "see_people", viewed(lambda s, v: s.views.remove(v), shared=True)),
    ("lists.entries", "", lambda s: s.lists.entries(ListName.TEAMS)),
    ("lists.vocabulary", "", lambda s: s.lists.vocabulary(TECHNICIANS)),
    ("lists.allows", "", lambda s: s.lists.allows(1)),
    ("lists.add", "manage_lists", lambda s: s.lists.add(ListName.TEAMS, "Red")),
    ("lists.rename", "manage_lists", lambda s: s.lists.rename(TEAM, "Blue")),
    ("lists.retire", "manage_lists", lambda s: s.lists.retire(TEAM, retired=True)),
    ("history.events", "see_people see_history", lambda s: s.history.events()),
    ("history_pages.page", "see_people see_history", lambda s: s.history_pages.page(Filter(), PageQuery(limit=5))),
    (
        "history_pages.page",
        "see_people see_history export_people",
        lambda s: s.history_pages.page(Filter(), PageQuery(limit=5), export=True),
    ),
    (
        "history_pages.entries",
        "see_people see_history",
        lambda s: s.history_pages.entries(ROW, Filter(), PageQuery(limit=5)),
    ),
    ("history_pages.matching", "see_people see_history", lambda s: s.history_pages.matching(ROW, Filter())),
    ("history_pages.place", "see_people see_history", lambda s: s.history_pages.place(Filter(), ROW)),
    ("history_pages.after_day", "see_people see_history", lambda s: s.history_pages.after_day(NOON.date())),
    ("overview.look", "see_people", lambda s: s.overview.look()),
    ("billing.on", "see_people see_history", lambda s: s.billing.on(NOON.date())),
    ("billing.on", "see_people see_history export_people", lambda s: s.billing.on(NOON.date(), export=True)),
    ("photos.read", "manage_people", lambda s: s.photos.read("/nowhere")),
    ("photos.complete", "manage_people", lambda s: s.photos.complete("now")),
    ("photos.content", "see_people", lambda s: s.photos.content(PHOTO.digest)),
    ("photos.drawn", "see_people", lambda s: s.photos.drawn(PHOTO, 1, 1)),
    ("roles.all", "manage_roles", lambda s: s.roles.all()),
    ("roles.plan", "manage_roles", lambda s: s.roles.plan(11, {})),
    ("roles.save", "manage_roles", lambda s: s.roles.save(house(s).roles.plan(11, {}))),
    ("company.get", "", lambda s: s.company.get()),
    ("company.changed_since", "", lambda s: s.company.changed_since(0)),
    ("company.save", "manage_company", lambda s: s.company.save(1, {})),
    ("company.changes", "manage_company", lambda s: s.company.changes(2, {})),
    ("company_undo.plan", "manage_company", renamed(lambda s: s.company_undo.plan())),
    ("company_undo.run", "manage_company", renamed(lambda s: s.company_undo.run(house(s).company_undo.plan()))),
    ("mail.messages", "see_people see_mail", lambda s: s.mail.messages()),
    ("mail.page", "see_people see_mail", lambda s: s.mail.page(PageQuery(limit=5))),
    ("mail.waiting", "see_people see_mail", lambda s: s.mail.waiting()),
    ("mail.stop", "see_people see_mail", lambda s: s.mail.stop(1)),
    ("mail.again", "see_people see_mail", lambda s: s.mail.again(1)),
    ("grants.refresh", "", lambda s: s.grants.refresh()),
    ("my_account.profile", "", lambda s: s.my_account.profile()),
    ("my_account.account", "", lambda s: s.my_account.account()),
]
"""A method, all the permissions that this call of it takes, and the call. With none it takes to be signed in."""

LET_THROUGH = {
    "imports.refused": "it gives the rows of a file back to the user who read the file",
    "drafts": "files of the operating system's user, of what was typed in this database by whoever acts",
    "marks": "files of the operating system's user, of whom whoever acts has marked",
    "remembered": "files of the operating system's user, of where whoever acts left off",
    "presence.close": "ends what `open` began",
    "presence.give_back": "ends what `open` began",
    "files": "writes what other services let read; photos ask before they read",
    "sessions": "is there for those who are not signed in",
    "sign_in": "is there for those who are not signed in",
    "codes": "is there for those who are not signed in",
    "setup": "is there for those who are not signed in, until it is done",
    "resets": "is there for those who are not signed in",
    "company.write": "is given what whoever acts may do, by `save` and by undo, which ask",
    "grants.may": "says again what `refresh` was told",
    "views.is_mine": "compares names only, and does not ask the database",
    "mail.how": "says how this program is set up, which is not in the database",
    "my_account.change_password": "asks for the password in use; it is all that is left to who must change it",
    "my_account.sign_out": "ends what there is of a session",
}
"""What asks for no permission, and why: a method, or a whole service."""


@pytest.fixture(scope="module")
def world(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The services in the name of somebody who is signed in. Of four technicians, Tess has an account."""
    path = tmp_path_factory.mktemp("permissions") / "fleet.db"
    shutil.copy(empty_file, path)
    database = open_database(path)
    program = Services(Context(database, SystemActor("program"), clock=lambda: NOON), path.parent)
    program.company.save(1, {"payroll": True, "sign_in": PASSWORD})
    added(program, TECHNICIANS)
    signed_in(program, name="tess", kind=TECHNICIANS)
    added(program, TECHNICIANS, name="Ted Low", mobile="(201) 555-0124")
    added(program, TECHNICIANS, name="Tom Orr", mobile="(201) 555-0125")
    yield signed_in(program)
    database.close()


def methods(services: Services) -> set[str]:
    """Every public method of every service."""
    names = {field.name for field in fields(Services)}
    names |= {name for name, value in vars(Services).items() if isinstance(value, cached_property)}
    found = {name: type(getattr(services, name)) for name in names - {"context"}}
    return {
        f"{name}.{method}"
        for name, service in found.items()
        if service.__module__.startswith("fleet_tui.services")
        for method, _ in inspect.getmembers(service, inspect.isfunction)
        if not method.startswith("_")
    }


def test_there_is_no_method_of_which_it_is_not_said_what_it_takes(world: Services) -> None:
    free = {method for method in methods(world) if {method, method.partition(".")[0]} & LET_THROUGH.keys()}
    asked = {method for method, _, _ in CASES}
    assert methods(world) - free == asked
    assert {method if method in LET_THROUGH else method.partition(".")[0] for method in free} == LET_THROUGH.keys()


@for_each("method, takes, call", CASES)
def test_a_service_does_nothing_for_whom_it_is_not_allowed(
    world: Services, method: str, takes: str, call: Call
) -> None:
    with pytest.raises(SignedOut):
        call(world.signed_in_as(Anonymous("actor")))
    if takes:
        allow(world, [])
        with pytest.raises(NotAllowed):
            call(world)
    for missing in takes.split():
        allow(world, EVERYTHING - {missing})
        with pytest.raises((NotAllowed, Invalid), match="You are not allowed to"):
            call(world)
    allow(world, takes.split())
    refused: Exception | None = None
    try:
        call(world)
    except (Refusal, BadValue) as error:  # for what it is asked to do, which is not there or not right
        refused = error
    assert not isinstance(refused, NotAllowed | SignedOut)
    assert "not allowed" not in str(refused)
