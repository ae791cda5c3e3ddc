"""System › My account: the user's own profile and permissions, change of password, sign-out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from fleet_tui.domain.accounts.sign_in import OwnAccount
from fleet_tui.domain.fields import PERMISSIONS_TAB, Field
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import show
from fleet_tui.services.accounts.my_account import MyAccount
from fleet_tui.ui.base.navigation import Enter
from fleet_tui.ui.base.painting import in_color
from fleet_tui.ui.frame.screen import FleetScreen

Rows = list[tuple[str, list[tuple[str, str]]]]
"""Sections by title: labels and words."""


class AccountScreen(FleetScreen[None]):
    """Open to every user. Only the password can be changed here."""

    MANUAL: ClassVar[str] = "accounts"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "change_password", "Password", id="account.password"),
        Binding("o", "app.sign_out", "Sign out", id="account.sign_out"),
        Binding("r", "reload", "Reload", id="account.reload", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | p | Choose another password, or a first one. |
    | o | Sign out, so that somebody else can sign in. |
    | r | Ask the database again. |
    """

    entry = "account"

    def __init__(self, own: MyAccount, enter: Enter) -> None:
        super().__init__()
        self._own = own
        self._enter = enter
        self._has_password = True

    def compose_body(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(id="account", markup=False)

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self.action_reload())
        self.action_reload()

    def returned(self) -> None:
        self.action_reload()

    def permissions_changed(self) -> None:
        super().permissions_changed()
        self.action_reload()

    @work(exclusive=True, group="reload")
    async def action_reload(self) -> None:
        found = await self.run_or_say(self._read)
        if found is None:
            return
        profile, account = found
        self._has_password = account.password_set is not None
        title, label = in_color(self, "accent", "bold"), in_color(self, "dim")
        facts = _facts(_account(account) + _profile(profile), title, label)
        self.query_one("#account", Static).update(Group(*facts, *_permissions(account, title)))

    def _read(self) -> tuple[Profile, OwnAccount]:
        return self._own.profile(), self._own.account()

    def action_change_password(self) -> None:
        from fleet_tui.ui.sign_in.change_password import ChangePassword

        self.app.push_screen(ChangePassword(self._own, self._enter, first=not self._has_password))


def _profile(profile: Profile) -> Rows:
    """The filled-in fields of the profile by section, without its permissions."""
    profile_type = PROFILE_TYPES[profile.kind]
    sections = (section for section in profile_type.sections if section.tab != PERMISSIONS_TAB)
    values = profile.values

    def words(field: Field) -> str:
        return show(field, values.get(field.name), profile.names, profile.country)

    filled = [
        (section.title, [(field.label, words(field)) for field in section.fields if values.get(field.name) is not None])
        for section in sections
    ]
    return [(title, rows) for title, rows in filled if any(words for _, words in rows)]


def _account(account: OwnAccount) -> Rows:
    moments = (("Last sign-in", account.last_sign_in), ("Password set", account.password_set))
    facts = [(label, show_moment(moment)) for label, moment in moments if moment is not None]
    return [("Account", [("Username", account.username), *facts])]


def _permissions(account: OwnAccount, title: Style) -> Iterator[RenderableType]:
    """Each permission with its origin, in groups."""
    for group in dict.fromkeys(permission.group for permission in account.permissions):
        yield Text(f"\nPermissions: {group}", title)
        table = Table.grid(expand=True)
        table.add_column(width=5)
        table.add_column(ratio=1)
        for each in account.permissions:
            if each.group == group:
                table.add_row(Text(" yes" if each.allowed else " no"), Text(f"{each.label} ({each.origin})"))
        yield table


def _facts(sections: Rows, title_style: Style, label_style: Style) -> Iterator[RenderableType]:
    """Labels at the left, words at the right, each folded within its column."""
    for number, (title, rows) in enumerate(sections):
        yield Text(f"\n{title}" if number else title, title_style)
        table = Table.grid(padding=(0, 1, 0, 0), expand=True)
        table.add_column(ratio=2)
        table.add_column(ratio=3)
        for label, words in rows:
            if words:
                table.add_row(Text(f" {label}", label_style), Text(displayable(words, lines=True)))
        yield table
