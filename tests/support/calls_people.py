"""Every public call about people once: lists, one person, many at once, and undo.

A call is a function that prepares it in a company and gives what is to be counted. They are made in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, How, Send, SetActive, SetField
from fleet_tui.domain.exports.request import ExportRequest
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Filter
from fleet_tui.domain.filters.query import Anchor, ListQuery, Side
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from tests.support.companies import Company
from tests.support.people import EMPLOYEES, TECHNICIANS, entry, raw

Call = Callable[[Company], Callable[[], object]]

TEN, SIXTY = range(1, 11), range(1, 61)
LIST = ListQuery(TECHNICIANS, ("name", "team", "status"))
Meant = Callable[[Services], object]
TYPED = {
    "name": "Person 7",
    "mobile": "(201) 555-0123",
    "email": "7@x.org",
    "username": "ann",
    "payroll_id": "P1",
    "truck": 1,
}


def team(services: Services) -> int:
    """A team of the company."""
    return entry(services, ListName.TEAMS, "East")


def role(name: str, kind: PersonKind = TECHNICIANS) -> Callable[[Services], int]:
    """A role of the company."""
    source = ListName.TECHNICIAN_ROLES if kind is TECHNICIANS else ListName.EMPLOYEE_ROLES
    return lambda services: entry(services, source, name)


def first(source: ListName) -> Callable[[Services], int]:
    """The first entry of a list."""
    return lambda services: services.lists.entries(source)[0].id


def fresh(call: Callable[[Services], object]) -> Call:
    """In a program that has just started, which has counted nothing yet."""

    def prepared(company: Company) -> Callable[[], object]:
        services = company.boss.signed_in_as(company.boss.context.by)
        return lambda: call(services)

    return prepared


def moved(call: Callable[[Services], object]) -> Call:
    """In a program that shows the list already."""

    def prepared(company: Company) -> Callable[[], object]:
        services = company.boss.signed_in_as(company.boss.context.by)
        services.people.page(LIST)
        return lambda: call(services)

    return prepared


def boss(call: Callable[[Services], object]) -> Call:
    """By who may do everything."""
    return lambda company: lambda: call(company.boss)


def deputy(call: Callable[[Services], object]) -> Call:
    """By who may do all but change roles."""
    return lambda company: lambda: call(company.deputy)


def add(kind: PersonKind, name: str, who: str = "boss", **typed: object) -> Call:
    """Add somebody."""

    def prepared(company: Company) -> Callable[[], object]:
        services = getattr(company, who)
        values = raw(services, kind, name=name, email=f"{name}@added.test", mobile=None) | typed
        return lambda: services.people.add(kind, values)

    return prepared


def save(kind: PersonKind, who: str = "boss", **typed: object) -> Call:
    """Change the third person of the kind; a function gives the value that the company has for it."""

    def prepared(company: Company) -> Callable[[], object]:
        services = getattr(company, who)
        values = {name: value(services) if callable(value) else value for name, value in typed.items()}
        version = services.people.profile(kind, 3).version
        return lambda: services.people.save(kind, 3, version, values)

    return prepared


def one(kind: PersonKind, active: bool, id: int = 3, who: str = "boss") -> Call:
    """Activate or deactivate one person."""

    def prepared(company: Company) -> Callable[[], object]:
        services = getattr(company, who)
        profile = services.people.profile(kind, id)
        return lambda: services.bulk.run(services.bulk.plan_one(SetActive(active), profile))

    return prepared


def field(name: str, value: object, how: How = How.SET) -> Callable[[Services], Action]:
    """Give a field a value."""
    return lambda services: SetField(name, value(services) if callable(value) else value, how)  # type: ignore[arg-type]


def plan(
    action: Meant | Action, kind: PersonKind = TECHNICIANS, people: Iterable[int] = TEN, who: str = "boss"
) -> Call:
    """Plan an action on some people."""

    def prepared(company: Company) -> Callable[[], object]:
        services = getattr(company, who)
        meant = action(services) if callable(action) else action
        return lambda: services.bulk.plan(meant, kind, people)

    return prepared


def run(action: Meant | Action, kind: PersonKind = TECHNICIANS, people: Iterable[int] = TEN, who: str = "boss") -> Call:
    """Run what was planned."""

    def prepared(company: Company) -> Callable[[], object]:
        services = getattr(company, who)
        planned = plan(action, kind, people, who)(company)()
        return lambda: services.bulk.run(planned)

    return prepared


def undo(who: str = "boss", *, redo: bool = False) -> Call:
    """Take back, or do again, what is next."""

    def prepared(company: Company) -> Callable[[], object]:
        services = getattr(company, who)
        planned = services.undo.plan(redo=redo)
        return lambda: services.undo.run(planned)

    return prepared


OFF = SetActive(active=False)
INVITE, RESET = Send(Purpose.INVITE), Send(Purpose.RESET)

CALLS: dict[str, Call] = {
    "People.page": fresh(lambda s: s.people.page(LIST)),
    "People.page: on": moved(lambda s: s.people.page(LIST, Anchor(Side.AFTER, 60))),
    "People.page: again": moved(lambda s: s.people.page(LIST)),
    "People.ids": moved(lambda s: s.people.ids(LIST)),
    "People.ids_between": moved(lambda s: s.people.ids_between(LIST, 5, 9)),
    "People.how_many_match": boss(lambda s: s.people.how_many_match(TECHNICIANS, ONLY_ACTIVE, TEN)),
    "People.how_many_match: of all": boss(lambda s: s.people.how_many_match(TECHNICIANS, Filter())),
    "People.find": boss(lambda s: s.people.find("smi bob")),
    "People.find: a truck": boss(lambda s: s.people.find("truck 101")),
    "Exports.pieces": boss(lambda s: [*s.exports.pieces(ExportRequest(replace(LIST, only=frozenset(TEN))))]),
    "Exports.pieces: of all": boss(lambda s: [*s.exports.pieces(ExportRequest(LIST, all_fields=True))]),
    "People.revision": boss(lambda s: s.people.revision()),
    "People.profile": boss(lambda s: s.people.profile(TECHNICIANS, 3)),
    "People.blank": boss(lambda s: s.people.blank(TECHNICIANS)),
    "People.blank: employee": boss(lambda s: s.people.blank(EMPLOYEES)),
    "People.check": boss(lambda s: s.people.check(TECHNICIANS, None, list(TYPED), TYPED)),
    "People.add": add(TECHNICIANS, "ann"),
    "People.add: by the deputy": add(TECHNICIANS, "ben", "deputy"),
    "People.add: invited": add(TECHNICIANS, "cid", account_setup="invite"),
    "People.add: non-managed": add(TECHNICIANS, "dan", type="non_managed"),
    "People.add: employee": add(EMPLOYEES, "eve", account_setup="invite"),
    "People.save": save(TECHNICIANS, memo="hello"),
    "People.save: by the deputy": save(TECHNICIANS, "deputy", memo="good morning"),
    "People.save: nothing": save(TECHNICIANS, memo="good morning"),
    "People.save: name": save(TECHNICIANS, name="Another Name"),
    "People.save: e-mail": save(TECHNICIANS, email="another@saved.test"),
    "People.save: e-mail by the deputy": save(TECHNICIANS, "deputy", email="again@saved.test"),
    "People.save: mobile": save(TECHNICIANS, mobile="(201) 555-0123"),
    "People.save: payroll": save(TECHNICIANS, payroll_id="X1"),
    "People.save: truck": save(TECHNICIANS, truck=first(ListName.TRUCKS)),
    "People.save: role": save(TECHNICIANS, role=role("Helper")),
    "People.save: role by the deputy": save(TECHNICIANS, "deputy", role=role("Installer")),
    "People.save: office": save(EMPLOYEES, office_phone="(201) 555-0123"),
    "People.save: raised": save(EMPLOYEES, role=role("Administrator", EMPLOYEES)),
    "People.save: lowered": save(EMPLOYEES, role=role("Office", EMPLOYEES)),
    "People.save: allowed": save(EMPLOYEES, may_manage_people="allow"),
    "People.save: denied": save(EMPLOYEES, may_manage_people="deny"),
    "People.save: Fleet Pro": save(EMPLOYEES, fleet_pro=True),
    "People.save: non-managed": save(TECHNICIANS, type="non_managed"),
    "People.save: managed": save(TECHNICIANS, type="managed"),
    "Bulk.plan_one: off": one(TECHNICIANS, active=False),
    "Bulk.plan_one: on": one(TECHNICIANS, active=True),
    "Bulk.plan_one: by the deputy": one(TECHNICIANS, active=False, id=4, who="deputy"),
    "Bulk.plan_one: employee": one(EMPLOYEES, active=False),
    "Bulk.plan_one: employee on": one(EMPLOYEES, active=True),
    "Presence.open": boss(lambda s: s.presence.open(TECHNICIANS, 3)),
    "Presence.others": boss(lambda s: s.presence.others(TECHNICIANS)),
    "Presence.changed_since": boss(lambda s: s.presence.changed_since(TECHNICIANS, 3, 1)),
    "Presence.close": boss(lambda s: s.presence.close(TECHNICIANS, 3)),
    "Presence.give_back": boss(lambda s: s.presence.give_back()),
    "Undo.plan": boss(lambda s: s.undo.plan()),
    "Undo.run": undo(),
    "Undo.plan: redo": boss(lambda s: s.undo.plan(redo=True)),
    "Undo.run: redo": undo(redo=True),
    "Undo.plan: by the deputy": deputy(lambda s: s.undo.plan()),
    "Undo.run: by the deputy": undo("deputy"),
    "Bulk.plan: off": plan(OFF),
    "Bulk.run: off": run(OFF),
    "Undo.plan: off": boss(lambda s: s.undo.plan()),
    "Undo.run: off": undo(),
    "Bulk.plan: employees off": plan(OFF, EMPLOYEES),
    "Bulk.run: employees off": run(OFF, EMPLOYEES),
    "Undo.run: employees off": undo(),
    "Bulk.plan: team": plan(field("team", team)),
    "Bulk.run: team": run(field("team", team)),
    "Bulk.run: team by the deputy": run(field("team", None), who="deputy"),
    "Bulk.plan: role": plan(field("role", role("Driver"))),
    "Bulk.run: role": run(field("role", role("Driver"))),
    "Undo.run: role": undo(),
    "Bulk.run: role by the deputy": run(field("role", role("Helper")), who="deputy"),
    "Bulk.run: skills": run(field("skills", lambda s: (first(ListName.SKILLS)(s),), How.ADD)),
    "Bulk.run: type": run(field("type", "managed")),
    "Bulk.run: truck": run(field("truck", first(ListName.TRUCKS))),
    "Bulk.run: Fleet Pro": run(field("fleet_pro", value=True)),
    "Bulk.run: invite": run(INVITE, people=SIXTY),
    "Undo.plan: invite": boss(lambda s: s.undo.plan()),
    "Undo.run: invite": undo(),
    "Bulk.run: invite by the deputy": run(INVITE, people=SIXTY, who="deputy"),
    "Bulk.run: reset": run(RESET, people=SIXTY),
    "Bulk.last_operations": boss(lambda s: s.bulk.last_operations(TECHNICIANS)),
}
