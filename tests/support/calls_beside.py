"""Every public call beside those on people, once: lists, roles, history, messages, views, sign-in, own account."""

from __future__ import annotations

from collections.abc import Callable

from fleet_tui.domain.access.roles import RolePlan
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.line import Vocabulary, parse
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.filters.saved_views import View
from fleet_tui.domain.history.query import HISTORY_FIELDS, HistoryRow
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.mail.messages import Item
from fleet_tui.domain.paging import PageQuery, Way
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.services import Services
from tests.support.calls_people import Call, boss, role
from tests.support.companies import Company
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, raw
from tests.support.sign_in import FIRST, SECOND, USER, code_of

PHOTO = "portrait.png"


def asked(line: str) -> Filter:
    """The filter that the history's line means."""
    return parse(HISTORY_FIELDS, line, Vocabulary({}))


def looked_before(company: Company) -> Callable[[], object]:
    """Look at the company in numbers once more."""
    company.boss.overview.look()
    return company.boss.overview.look


def newest(services: Services) -> HistoryRow:
    """The newest row of the history."""
    return services.history_pages.page(Filter(), PageQuery(limit=1)).rows[0]


def outside(call: Callable[[Services], object]) -> Call:
    """By a user who has not signed in."""
    return lambda company: lambda: call(company.outside)


def of_team(call: Callable[[Services, Entry], object]) -> Call:
    """Of the team that was added here."""

    def prepared(company: Company) -> Callable[[], object]:
        teams = company.boss.lists.entries(ListName.TEAMS, retired=True)
        mine = next(one for one in teams if one.name.startswith("Ours"))
        return lambda: call(company.boss, mine)

    return prepared


def of_view(call: Callable[[Services, View], object]) -> Call:
    """Of the view that was saved here."""

    def prepared(company: Company) -> Callable[[], object]:
        mine = next(one.view for one in company.boss.views.of(TECHNICIANS) if one.view.name.startswith("Ours"))
        return lambda: call(company.boss, mine)

    return prepared


def of_message(which: Callable[[Item], bool], call: Callable[[Services, int], object]) -> Call:
    """Of the newest message of which that is true."""

    def prepared(company: Company) -> Callable[[], object]:
        id = next(one.id for one in company.boss.mail.messages(limit=500) if which(one))
        return lambda: call(company.boss, id)

    return prepared


def company_undo(company: Company, *, redo: bool = False) -> Callable[[], object]:
    """Take back what was changed of the company, or do it again."""
    planned = company.boss.company_undo.plan(redo=redo)
    assert planned is not None
    return lambda: company.boss.company_undo.run(planned)


def role_plan(services: Services, name: str, **wanted: bool) -> RolePlan:
    """What becomes of a role of employees."""
    return services.roles.plan(role(name, EMPLOYEES)(services), wanted)


def save_role(name: str, **wanted: bool) -> Call:
    """Let a role allow that."""

    def prepared(company: Company) -> Callable[[], object]:
        planned = role_plan(company.boss, name, **wanted)
        return lambda: company.boss.roles.save(planned)

    return prepared


def member(company: Company, name: str) -> Services:
    """Somebody who was given a password and has signed in with it."""
    account = {"account_setup": "create", "username": name, "password": FIRST, "confirm": FIRST}
    typed = raw(company.boss, EMPLOYEES, name=name, email=f"{name}@member.test") | account
    company.boss.people.add(EMPLOYEES, typed)
    session = company.outside.sign_in.with_password(name, FIRST)
    return company.boss.signed_in_as(SignedInUser(session))


def sign_in(company: Company) -> Callable[[], object]:
    """Sign in once more."""
    member(company, "signing")
    return lambda: company.outside.sign_in.with_password("signing", FIRST)


def change_password(company: Company) -> Callable[[], object]:
    """Choose another password."""
    services = member(company, "changing")
    return lambda: services.my_account.change_password(FIRST, SECOND, SECOND)


def code(company: Company, name: str) -> str:
    """The code of somebody who is invited."""
    typed = raw(company.boss, EMPLOYEES, name=name, email=f"{name}@member.test") | {"account_setup": "invite"}
    return code_of(company.boss, EMPLOYEES, company.boss.people.add(EMPLOYEES, typed).profile.id)


def look_at(company: Company) -> Callable[[], object]:
    """Look at a code."""
    theirs = code(company, "looking")
    return lambda: company.outside.codes.inspect(theirs)


def use(username: str, name: str = "using") -> Call:
    """Use a code, and take that username."""

    def prepared(company: Company) -> Callable[[], object]:
        theirs = code(company, name)
        return lambda: company.outside.codes.redeem(theirs, username, SECOND, SECOND)

    return prepared


def refused(call: Call) -> Call:
    """What is refused."""

    def prepared(company: Company) -> Callable[[], object]:
        do = call(company)

        def counted() -> object:
            try:
                return do()
            except Refusal as refusal:
                return refusal

        return counted

    return prepared


def step(company: Company) -> Callable[[], object]:
    """Send what is due."""
    company.clock.pass_(minutes=5)
    return company.worker().step


def content(company: Company) -> Callable[[], object]:
    """Read a photo that somebody has."""
    with company.boss.database.read() as connection:
        digest = str(connection.exec_driver_sql("SELECT digest FROM photo LIMIT 1").scalar_one())
    return lambda: company.boss.photos.content(digest)


def by_system(user: str, call: Callable[[Services], object]) -> Call:
    """By a user of the operating system, where people sign in so."""

    def prepared(company: Company) -> Callable[[], object]:
        with company.boss.database.write() as connection:
            connection.exec_driver_sql("UPDATE company SET sign_in = ?", (OPERATING_SYSTEM,))
        services = company.outside.signed_in_as(Anonymous(user))
        return lambda: call(services)

    return prepared


SET_UP = {"company": "Late", "name": "Late", "email": "late@member.test", "password": SECOND, "confirm": SECOND}

CALLS: dict[str, Call] = {
    "Lists.entries": boss(lambda s: s.lists.entries(ListName.TEAMS)),
    "Lists.entries: retired": boss(lambda s: s.lists.entries(ListName.TEAMS, retired=True)),
    "Lists.entries: of many": boss(lambda s: s.lists.entries(ListName.TECHNICIAN_POSITIONS, retired=True)),
    "Lists.vocabulary": boss(lambda s: s.lists.vocabulary(TECHNICIANS)),
    "Lists.allows": boss(lambda s: s.lists.allows(1)),
    "Lists.add": boss(lambda s: s.lists.add(ListName.TEAMS, "Ours")),
    "Lists.rename": of_team(lambda s, mine: s.lists.rename(mine, "Ours too")),
    "Lists.retire": of_team(lambda s, mine: s.lists.retire(mine, retired=True)),
    "Roles.all": boss(lambda s: s.roles.all()),
    "Roles.plan": boss(lambda s: role_plan(s, "Dispatcher", see_history=True)),
    "Roles.save": save_role("Dispatcher", see_payroll=True),
    "Roles.save: less": save_role("Fleet manager", manage_people=False),
    "CompanySettings.get": boss(lambda s: s.company.get()),
    "CompanySettings.changed_since": boss(lambda s: s.company.changed_since(0)),
    "CompanySettings.changes": boss(lambda s: s.company.changes(s.company.get().version, {"country": "CA"})),
    "CompanySettings.save": boss(lambda s: s.company.save(s.company.get().version, {"country": "CA"})),
    "CompanyUndo.plan": boss(lambda s: s.company_undo.plan()),
    "CompanyUndo.run": company_undo,
    "CompanyUndo.run: redo": lambda company: company_undo(company, redo=True),
    "HistoryPages.page": boss(lambda s: s.history_pages.page(Filter(), PageQuery())),
    "HistoryPages.page: oldest": boss(lambda s: s.history_pages.page(Filter(), PageQuery(Way.NEWER, None, 5))),
    "HistoryPages.page: rare": boss(lambda s: s.history_pages.page(asked("whom:signing"), PageQuery())),
    "HistoryPages.page: day": boss(lambda s: s.history_pages.page(asked("who:boss when>7d"), PageQuery(limit=5))),
    "HistoryPages.entries": boss(lambda s: s.history_pages.entries(newest(s), Filter(), PageQuery())),
    "HistoryPages.matching": boss(lambda s: s.history_pages.matching(newest(s), Filter())),
    "HistoryPages.place": boss(lambda s: s.history_pages.place(Filter(), newest(s))),
    "HistoryPages.place: filtered": boss(lambda s: s.history_pages.place(asked("field:role"), newest(s))),
    "HistoryPages.after_day": boss(lambda s: s.history_pages.after_day(NOON.date())),
    "Billing.on": boss(lambda s: s.billing.on(NOON.date())),
    "OverviewService.look": boss(lambda s: s.overview.look()),
    "OverviewService.look: again": looked_before,
    "HistoryLog.events": boss(lambda s: s.history.events()),
    "HistoryLog.events: kind": boss(lambda s: s.history.events(kind=TECHNICIANS)),
    "HistoryLog.events: person": boss(lambda s: s.history.events(kind=TECHNICIANS, person=3)),
    "HistoryLog.events: employee": boss(lambda s: s.history.events(kind=EMPLOYEES, person=3)),
    "PermissionCache.refresh": boss(lambda s: s.grants.refresh()),
    "PermissionCache.may": boss(lambda s: s.grants.may("see_people")),
    "Mail.how": boss(lambda s: s.mail.how()),
    "Mail.messages": boss(lambda s: s.mail.messages()),
    "Mail.messages: waiting": boss(lambda s: s.mail.messages(waiting=True)),
    "Mail.page": boss(lambda s: s.mail.page(PageQuery())),
    "Mail.page: oldest": boss(lambda s: s.mail.page(PageQuery(Way.NEWER, None, 50))),
    "Mail.waiting": boss(lambda s: s.mail.waiting()),
    "Mail.stop": of_message(lambda one: one.can_be_stopped, lambda s, id: s.mail.stop(id)),
    "Mail.again": of_message(lambda one: one.can_be_tried, lambda s, id: s.mail.again(id)),
    "Delivery.step": step,
    "Photos.content": content,
    "Photos.complete": boss(lambda s: s.photos.complete("portr")),
    "Photos.read": boss(lambda s: s.photos.read(PHOTO)),
    "Photos.drawn": boss(lambda s: s.photos.drawn(s.photos.read(PHOTO), 8, 4)),
    "Views.save": boss(lambda s: s.views.save("Ours", ListQuery(TECHNICIANS, ("name",)), shared=True)),
    "Views.of": boss(lambda s: s.views.of(TECHNICIANS)),
    "Views.seen": boss(lambda s: s.views.seen()),
    "Views.is_mine": of_view(lambda s, mine: s.views.is_mine(mine)),
    "Views.rename": of_view(lambda s, mine: s.views.rename(mine, "Ours too")),
    "Views.share": of_view(lambda s, mine: s.views.share(mine, shared=False)),
    "Views.remove": of_view(lambda s, mine: s.views.remove(mine)),
    "Sessions.options": outside(lambda s: s.sessions.options()),
    "SetupService.defaults": outside(lambda s: s.setup.defaults()),
    "SetupService.set_up": refused(outside(lambda s: s.setup.set_up(SET_UP))),
    "SignInService.with_password": sign_in,
    "SignInService.with_password: wrong": refused(outside(lambda s: s.sign_in.with_password("nobody", SECOND))),
    "CodeService.inspect": look_at,
    "CodeService.redeem": use("using"),
    "CodeService.redeem: an address": use("spare@member.test", "addressed"),
    "CodeService.redeem: a number": use("+12015550199", "numbered"),
    "ResetService.request": outside(lambda s: s.resets.request("signing")),
    "ResetService.request: e-mail": outside(lambda s: s.resets.request("signing@member.test")),
    "ResetService.request: mobile": outside(lambda s: s.resets.request("(201) 555-0123")),
    "MyAccount.profile": boss(lambda s: s.my_account.profile()),
    "MyAccount.account": boss(lambda s: s.my_account.account()),
    "MyAccount.change_password": change_password,
    "MyAccount.sign_out": boss(lambda s: s.my_account.sign_out()),
    "Sessions.options: by system": by_system("boss", lambda s: s.sessions.options()),
    "Sessions.of_system_user": by_system("boss", lambda s: s.sessions.of_system_user()),
    "Sessions.of_system_user: nobody": by_system(USER, lambda s: s.sessions.of_system_user()),
    "SignInService.by_system": by_system("boss", lambda s: s.sign_in.by_system()),
    "SignInService.by_system: nobody": refused(by_system(USER, lambda s: s.sign_in.by_system())),
}
