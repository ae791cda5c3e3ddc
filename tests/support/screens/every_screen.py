"""Every screen and dialog of the program, each with what makes one to look at."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

from textual.screen import Screen

from fleet_tui import ui
from fleet_tui.domain.access.roles import RolePlan
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions
from fleet_tui.domain.billed import BilledDay, BilledTechnician
from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.domain.bulk.repeat import LastOperations, Repeat
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Between, Contains, Filter
from fleet_tui.domain.history.changes import Event, FieldChange
from fleet_tui.domain.history.query import HistoryRow
from fleet_tui.domain.imports.mapping import guess
from fleet_tui.domain.mail.messages import Item, MessageState
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.manual.contents import read_page
from fleet_tui.services.services import Services
from fleet_tui.ui.app.destinations import first_screen
from fleet_tui.ui.app.go_to import GoTo
from fleet_tui.ui.app.outgoing import LeaveMail, MailLeft
from fleet_tui.ui.app.theme_chooser import ThemeChooser
from fleet_tui.ui.bulk.actions import Actions
from fleet_tui.ui.bulk.company_changes import CompanyChanges, CompanyOutcome
from fleet_tui.ui.bulk.outcome import MarksAfterRun, OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.copying import CopyMenu
from fleet_tui.ui.dialogs.menu import Options
from fleet_tui.ui.dialogs.photo_view import PhotoView
from fleet_tui.ui.dialogs.progress import Progress, ProgressDialog
from fleet_tui.ui.dialogs.prompt import Prompt, up_to
from fleet_tui.ui.dialogs.questions import NotSaved, QuitOrStay, SaveFirst
from fleet_tui.ui.form.others.conflict import BothChanged, Conflict
from fleet_tui.ui.imports.mapping import MappingDialog
from fleet_tui.ui.imports.path_prompt import PathPrompt
from fleet_tui.ui.imports.rows import MappingRows
from fleet_tui.ui.overview.screen import OverviewScreen
from fleet_tui.ui.palette.choices import Offer, Tell
from fleet_tui.ui.palette.palette import Palette
from fleet_tui.ui.people.filters.column_filter import FilterRange, FilterText, FilterValues
from fleet_tui.ui.people.filters.columns import Columns
from fleet_tui.ui.people.filters.filter_line import FilterLine
from fleet_tui.ui.people.filters.saved_views import SavedViews
from fleet_tui.ui.people.list_export import ExportColumns, ExportFormats
from fleet_tui.ui.people.list_screen import PeopleListScreen
from fleet_tui.ui.people.profile.person_form import PersonForm
from fleet_tui.ui.people.profile.profile_history import ProfileHistory
from fleet_tui.ui.people.profile.profile_menu import ProfileActions
from fleet_tui.ui.screens.account import AccountScreen
from fleet_tui.ui.screens.billed import Billed
from fleet_tui.ui.screens.company import CompanyScreen
from fleet_tui.ui.screens.help import HelpScreen
from fleet_tui.ui.screens.history import HistoryScreen
from fleet_tui.ui.screens.history_operation import OperationEntries, OperationPart
from fleet_tui.ui.screens.history_view import Changes
from fleet_tui.ui.screens.lists import ListsScreen
from fleet_tui.ui.screens.mail import MailScreen
from fleet_tui.ui.screens.mail_view import MessageDetails
from fleet_tui.ui.screens.role_change import RoleChange
from fleet_tui.ui.screens.roles import RolesScreen
from fleet_tui.ui.sign_in.by_password import SignIn
from fleet_tui.ui.sign_in.by_system import SystemSignIn
from fleet_tui.ui.sign_in.change_password import ChangePassword
from fleet_tui.ui.sign_in.code import CodeScreen
from fleet_tui.ui.sign_in.setup import SetupScreen
from fleet_tui.ui.widgets.choice_list import Pick
from tests.conftest import NOW
from tests.support.people import TECHNICIANS
from tests.support.screens.plans import ALREADY, CHANGES, SILENT, YOURSELF, a_plan, an_outcome

Make = Callable[[Services], Screen[object]]

_NAME, _GOAL = Field("name", "Name", Kind.TEXT), Field("daily_goal", "Goal", Kind.MONEY)
_CHANGES = tuple(FieldChange(f"Field {number}", "before", "after") for number in range(40))
_EVENT = Event(1, NOW, "Zed", "changed", "technicians", "Ann", 1, _CHANGES)
_PART = OperationPart(
    HistoryRow(3, 1, NOW, "Zed", "deactivated", "3 technicians", "Deactivate: 3 technicians"), Filter(), 3, ()
)
_ITEM = Item(
    1,
    1,
    TECHNICIANS,
    "Ann",
    Purpose.INVITE,
    "email",
    "ann@example.com",
    MessageState.FAILED,
    NOW,
    NOW,
    None,
    1,
    "no such box",
)
_BOTH = [BothChanged(f"field_{number}", f"Field {number}", "a", "b" * 60, "c") for number in range(30)]
_PICKS = tuple(Pick(number, f"Truck {number}") for number in range(30))
_OFFERS = tuple(Offer(f"action.{number}", f"Action {number}", "x", Tell("It is done.")) for number in range(30))
_TITLES = ("Full Name", "Work Email", "Shoe size", "Password", *(f"Note {number}" for number in range(30)))
_CELLS = [("Ann Porter", "ann@example.com", "42", "x", *"y" * 30)]
_VERDICTS = (CHANGES, ALREADY, YOURSELF, SILENT) * 8


async def _enter(_: object) -> str:
    return ""


async def _attempt(_: str) -> str:
    return ""


def _options(mode: SignInMode) -> SignInOptions:
    return SignInOptions(mode, "North Depot", "tester")


def _destination(entry: str) -> Make:
    return lambda services: first_screen(services, entry, _enter)


def _views(services: Services) -> Screen[object]:
    query = first_screen(services, "technicians", _enter).table.query_wanted  # type: ignore[attr-defined]
    for name in ("North", "South", "East"):
        services.views.save(name, query)
    return SavedViews(services.views, services.views.of(query.kind), query)


def _role(services: Services) -> Screen[object]:
    role = services.roles.all()[0]
    gained = tuple(role.allowed)[:3]
    return RoleChange(RolePlan(role, role.allowed, gained, (), 3, 1, 1))


SCREENS: dict[type[Screen[object]], Make] = {
    PeopleListScreen: _destination("technicians"),
    ListsScreen: _destination("lists"),
    CompanyScreen: _destination("company"),
    HistoryScreen: _destination("history"),
    MailScreen: _destination("mail"),
    RolesScreen: _destination("roles"),
    AccountScreen: _destination("account"),
    OverviewScreen: _destination("overview"),
    PersonForm: lambda services: PersonForm(services, TECHNICIANS, 1),
    SignIn: lambda services: SignIn(services, _options(SignInMode.PASSWORD), _enter),
    SystemSignIn: lambda services: SystemSignIn(services, _options(SignInMode.OPERATING_SYSTEM), _enter, at_once=False),
    CodeScreen: lambda services: CodeScreen(services, _enter),
    ChangePassword: lambda services: ChangePassword(services.my_account, _enter),
    SetupScreen: lambda services: SetupScreen(services, _options(SignInMode.SETUP), _enter),
    Actions: lambda _: Actions(
        "Ann", LastOperations(Repeat("Deactivate", SetActive(False))), {"set": "It takes a permission."}
    ),
    ExportColumns: lambda _: ExportColumns("Export 3 technicians"),
    ExportFormats: lambda _: ExportFormats("Export 3 technicians"),
    CopyMenu: lambda services: CopyMenu("3 technicians", services.files),
    GoTo: lambda _: GoTo({"roles": "It takes a permission."}),
    NotSaved: lambda _: NotSaved("Not saved: Name."),
    SaveFirst: lambda _: SaveFirst("Not saved yet."),
    Conflict: lambda _: Conflict("Changed by both of you", "Zed", _BOTH, "Zed changed Memo besides: that is kept."),
    ProfileActions: lambda _: ProfileActions("Profile Actions", [("history", "History"), ("open-0", "Open Bob")]),
    Options: lambda _: Options("Clear", [("", "All filters"), ("team", "Team"), ("name", "Name")]),
    CompanyChanges: lambda _: CompanyChanges("Save company settings?", _CHANGES),
    CompanyOutcome: lambda _: CompanyOutcome("Done: Undo", "The company's settings are changed back."),
    QuitOrStay: lambda _: QuitOrStay("Quit?"),
    LeaveMail: lambda _: LeaveMail("1 message waits."),
    MailLeft: lambda _: MailLeft("1 message could not be sent."),
    Changes: lambda _: Changes(_EVENT),
    Billed: lambda services: Billed(services, BilledDay(NOW.date(), (BilledTechnician(1, "Ann", "North", "billed"),))),
    OperationEntries: lambda services: OperationEntries(services.history_pages, _PART),
    Choose: lambda _: Choose("Trucks", _PICKS, (3,), many=True),
    Columns: lambda _: Columns(PROFILE_TYPES[TECHNICIANS], PROFILE_TYPES[TECHNICIANS].columns),
    Confirm: lambda _: Confirm("Deactivate Ann?", "Ann cannot sign in then.", "Deactivate"),
    FilterLine: lambda services: FilterLine(
        PROFILE_TYPES[TECHNICIANS], ONLY_ACTIVE, services.lists.vocabulary(TECHNICIANS), ["team:south"]
    ),
    FilterRange: lambda _: FilterRange(_GOAL, Between("daily_goal", None, None)),
    FilterText: lambda _: FilterText(_NAME, Contains("name", "ann")),
    FilterValues: lambda _: FilterValues(
        Field("team", "Team", Kind.REFERENCE), None, [(number, f"Team {number}") for number in range(30)]
    ),
    HelpScreen: lambda services: HelpScreen(_destination("technicians")(services), read_page("lists")),
    ProfileHistory: lambda _: ProfileHistory("History of Ann", (_EVENT,)),
    MessageDetails: lambda _: MessageDetails(_ITEM, NOW),
    OutcomeDialog: lambda services: OutcomeDialog(an_outcome(*_VERDICTS), services.files, list(MarksAfterRun)),
    PlanDialog: lambda _: PlanDialog(a_plan(*_VERDICTS)),
    ProgressDialog: lambda _: ProgressDialog("Deactivate", Progress()),
    MappingDialog: lambda services: MappingDialog(
        "Import people.csv: 34 columns",
        MappingRows(guess(TECHNICIANS, _TITLES, _CELLS), _TITLES, _CELLS, "US"),
        services.lists,
        ("As for the last file with these titles.",),
    ),
    Prompt: lambda _: Prompt("Rename North", "North", _attempt, hint=up_to(60)),
    PathPrompt: lambda services: PathPrompt("Import technicians from a file", services.files, _attempt),
    PhotoView: lambda _: PhotoView("A photo", None),
    RoleChange: _role,
    SavedViews: _views,
    ThemeChooser: lambda _: ThemeChooser("dark", lambda _: None),
    Palette: lambda services: Palette(_OFFERS, services.people.find),
}


def screens_of_the_program() -> set[type[Screen[object]]]:
    """The classes of screens that are shown: those that no other is made of, and three that are both."""
    found: set[type[Screen[object]]] = set()
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        parts = vars(importlib.import_module(module.name)).values()
        found |= {part for part in parts if isinstance(part, type) and issubclass(part, Screen)}
    ours = {screen for screen in found if screen.__module__.startswith(ui.__name__)}
    bases = {base for screen in ours for base in screen.__mro__[1:]} - {Options, Choose, Prompt}
    return ours - bases
