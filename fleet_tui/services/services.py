"""All services over one database, as the screens and the commands are given them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fleet_tui.services.base.actor import Actor, Anonymous, SignedInUser
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.services.local.marks import Marks
from fleet_tui.services.local.remembered import Remembered
from fleet_tui.services.local.user_files import FileRules, UserFiles
from fleet_tui.services.people.profiles import People
from fleet_tui.storage.db.database import Database

if TYPE_CHECKING:
    from fleet_tui.services.access.roles import Roles
    from fleet_tui.services.accounts.my_account import MyAccount
    from fleet_tui.services.accounts.request_reset import ResetService
    from fleet_tui.services.accounts.sessions import Sessions
    from fleet_tui.services.accounts.setup import SetupService
    from fleet_tui.services.accounts.sign_in import SignInService
    from fleet_tui.services.accounts.use_code import CodeService
    from fleet_tui.services.bulk.plan_and_run import Bulk
    from fleet_tui.services.company.lists import Lists
    from fleet_tui.services.company.settings import CompanySettings
    from fleet_tui.services.company.undo import CompanyUndo
    from fleet_tui.services.exports.exporting import Exports
    from fleet_tui.services.history.billing import Billing
    from fleet_tui.services.history.log import HistoryLog
    from fleet_tui.services.history.pages import HistoryPages
    from fleet_tui.services.imports.imports import Imports
    from fleet_tui.services.local.drafts import Drafts
    from fleet_tui.services.mail.outbox import Mail
    from fleet_tui.services.overview.overview import OverviewService
    from fleet_tui.services.people.photos import Photos
    from fleet_tui.services.people.presence import Presence
    from fleet_tui.services.saved_views import Views
    from fleet_tui.services.undo.operations import Undo


@dataclass(frozen=True)
class Services:
    """Everything that a person can do, in the name of the actor of `context`.

    What the first list does without is imported when it is first asked for. Drafts, marks and where a user left off lie
    under `drafts_folder`, apart for each database file and each signed-in person. Without `files` no file can be named.
    `mail_goes` says in a sentence where messages go. `system_user` is the operating system's name for the user, unless
    it is the actor's.
    """

    context: Context
    drafts_folder: Path
    files: UserFiles = field(default_factory=lambda: UserFiles(FileRules()))
    mail_goes: str = ""
    system_user: str = ""

    @property
    def database(self) -> Database:
        """The database."""
        return self.context.database

    @property
    def signed_in(self) -> bool:
        """Whether the actor has signed in."""
        return not isinstance(self.context.by, Anonymous)

    @property
    def _system_user(self) -> str:
        return self.system_user or self.context.system_user

    def signed_out(self) -> Services:
        """The same services before sign-in, in the operating system's name for the user."""
        return self.signed_in_as(Anonymous(self._system_user))

    def signed_in_as(self, by: Actor) -> Services:
        """The same services in the name of another actor."""
        other = replace(self, context=replace(self.context, by=by), system_user=self._system_user)
        return replace(other, files=self.files.of(other._folder.name))

    @cached_property
    def people(self) -> People:
        """Technicians and employees."""
        return People(self.context)

    @cached_property
    def marks(self) -> Marks:
        """The marked people."""
        return Marks(self._folder)

    @cached_property
    def remembered(self) -> Remembered:
        """Where the user left off."""
        return Remembered(self._folder)

    @cached_property
    def grants(self) -> PermissionCache:
        """The actor's permissions, for the screens."""
        return PermissionCache(self.context)

    @cached_property
    def lists(self) -> Lists:
        """The company's lists."""
        from fleet_tui.services.company.lists import Lists

        return Lists(self.context)

    @cached_property
    def company(self) -> CompanySettings:
        """The company's settings."""
        from fleet_tui.services.company.settings import CompanySettings

        return CompanySettings(self.context, self._system_user)

    @cached_property
    def history(self) -> HistoryLog:
        """The history of all changes."""
        from fleet_tui.services.history.log import HistoryLog

        return HistoryLog(self.context)

    @cached_property
    def presence(self) -> Presence:
        """Who has which profile open."""
        from fleet_tui.services.people.presence import Presence

        return Presence(self.context)

    @cached_property
    def history_pages(self) -> HistoryPages:
        """The history as the History screen shows it."""
        from fleet_tui.services.history.pages import HistoryPages

        return HistoryPages(self.context)

    @cached_property
    def billing(self) -> Billing:
        """The technicians that the company was billed for."""
        from fleet_tui.services.history.billing import Billing

        return Billing(self.context)

    @cached_property
    def overview(self) -> OverviewService:
        """The company in numbers."""
        from fleet_tui.services.overview.overview import OverviewService

        return OverviewService(self.context)

    @cached_property
    def drafts(self) -> Drafts:
        """Unsaved input of forms."""
        from fleet_tui.services.local.drafts import Drafts

        return Drafts(self._folder)

    @cached_property
    def photos(self) -> Photos:
        """Photos of profiles, from files and to the screen."""
        from fleet_tui.services.people.photos import Photos

        return Photos(self.context, self.files)

    @cached_property
    def sessions(self) -> Sessions:
        """How people sign in here."""
        from fleet_tui.services.accounts.sessions import Sessions

        return Sessions(self.context)

    @cached_property
    def sign_in(self) -> SignInService:
        """Signing in, with a password or as the operating system's user."""
        from fleet_tui.services.accounts.sign_in import SignInService

        return SignInService(self.context)

    @cached_property
    def codes(self) -> CodeService:
        """Codes of invitations and password resets."""
        from fleet_tui.services.accounts.use_code import CodeService

        return CodeService(self.context)

    @cached_property
    def setup(self) -> SetupService:
        """Setup of the company and its first administrator."""
        from fleet_tui.services.accounts.setup import SetupService

        return SetupService(self.context)

    @cached_property
    def resets(self) -> ResetService:
        """Requests for a new password."""
        from fleet_tui.services.accounts.request_reset import ResetService

        return ResetService(self.context)

    @cached_property
    def my_account(self) -> MyAccount:
        """One's own profile and password."""
        from fleet_tui.services.accounts.my_account import MyAccount

        return MyAccount(self.context)

    @cached_property
    def roles(self) -> Roles:
        """The permissions of roles."""
        from fleet_tui.services.access.roles import Roles

        return Roles(self.context)

    @cached_property
    def mail(self) -> Mail:
        """Messages to people and their states."""
        from fleet_tui.services.mail.outbox import Mail

        return Mail(self.context, self.mail_goes)

    @cached_property
    def bulk(self) -> Bulk:
        """Bulk actions."""
        from fleet_tui.services.bulk.plan_and_run import Bulk

        return Bulk(self.context)

    @cached_property
    def exports(self) -> Exports:
        """Exports of people to files."""
        from fleet_tui.services.exports.exporting import Exports

        return Exports(self.context)

    @cached_property
    def imports(self) -> Imports:
        """Import of people from files."""
        from fleet_tui.services.imports.imports import Imports
        from fleet_tui.services.local.import_mappings import ImportMappings

        return Imports(self.context, ImportMappings(self._folder))

    @cached_property
    def undo(self) -> Undo:
        """Undo and redo."""
        from fleet_tui.services.undo.operations import Undo

        return Undo(self.context)

    @cached_property
    def company_undo(self) -> CompanyUndo:
        """Undo and redo of the company's settings."""
        from fleet_tui.services.company.undo import CompanyUndo

        return CompanyUndo(self.context, self.company)

    @cached_property
    def views(self) -> Views:
        """Saved views."""
        from fleet_tui.services.saved_views import Views

        return Views(self.context)

    @property
    def _folder(self) -> Path:
        """The folder of what the actor leaves off: several people may sign in as one user of the system."""
        by = self.context.by
        person = f"\0{by.session.kind.value} {by.session.person}" if isinstance(by, SignedInUser) else ""
        return self.drafts_folder / hashlib.sha256(f"{self.database.identity}{person}".encode()).hexdigest()[:16]
