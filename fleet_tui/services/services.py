"""All services over one database, as the screens and the commands are given them."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fleet_tui.services.base.actor import Actor, Anonymous, SignedInUser
from fleet_tui.services.base.context import Context, now
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.services.local.marks import Marks
from fleet_tui.services.local.user_files import FileRules, UserFiles
from fleet_tui.services.people.profiles import People
from fleet_tui.storage.db.engine import Database

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
    from fleet_tui.services.history.log import HistoryLog
    from fleet_tui.services.local.drafts import Drafts
    from fleet_tui.services.mail.outbox import Mail
    from fleet_tui.services.people.photos import Photos
    from fleet_tui.services.saved_views import Views
    from fleet_tui.services.undo.operations import Undo


@dataclass(frozen=True)
class Services:
    """Everything that a person can do, in the name of whoever `context.by` is.

    What the first list does without is imported when it is first asked for.
    """

    context: Context
    people: People
    marks: Marks
    grants: PermissionCache
    database: Database
    files: UserFiles
    drafts_folder: Path
    mail_goes: str
    system_user: str

    @property
    def signed_in(self) -> bool:
        """Whether anybody acts here."""
        return not isinstance(self.context.by, Anonymous)

    def signed_out(self) -> Services:
        """The same services for whoever has not signed in yet: known by the operating system's name, whoever was in."""
        return self.signed_in_as(Anonymous(self.system_user))

    def signed_in_as(self, by: Actor) -> Services:
        """The same services in the name of who has signed in."""
        return open_services(
            self.database,
            by=by,
            drafts_folder=self.drafts_folder,
            files=self.files,
            system_user=self.system_user,
            clock=self.context.clock,
            random=self.context.random,
            mail_goes=self.mail_goes,
            passwords=self.context.passwords,
            pause=self.context.pause,
        )

    @cached_property
    def lists(self) -> Lists:
        """The company's lists."""
        from fleet_tui.services.company.lists import Lists

        return Lists(self.context)

    @cached_property
    def company(self) -> CompanySettings:
        """The company's settings."""
        from fleet_tui.services.company.settings import CompanySettings

        return CompanySettings(self.context, self.system_user)

    @cached_property
    def history(self) -> HistoryLog:
        """What was changed, by whom."""
        from fleet_tui.services.history.log import HistoryLog

        return HistoryLog(self.context)

    @cached_property
    def drafts(self) -> Drafts:
        """What was typed into forms and not saved."""
        from fleet_tui.services.local.drafts import Drafts

        return Drafts(_folder(self.drafts_folder, self.context))

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
        """What roles allow."""
        from fleet_tui.services.access.roles import Roles

        return Roles(self.context)

    @cached_property
    def mail(self) -> Mail:
        """Messages to people and what has become of them."""
        from fleet_tui.services.mail.outbox import Mail

        return Mail(self.context, self.mail_goes)

    @cached_property
    def bulk(self) -> Bulk:
        """Bulk actions."""
        from fleet_tui.services.bulk.plan_and_run import Bulk

        return Bulk(self.context)

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


def open_services(
    database: Database,
    *,
    by: Actor,
    drafts_folder: Path,
    files: UserFiles | None = None,
    clock: Callable[[], datetime] = now,
    random: Callable[[int], bytes] = secrets.token_bytes,
    system_user: str = "",
    mail_goes: str = "",
    passwords: Passwords | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Services:
    """The services for one user of a database; drafts are kept apart for each database file.

    Without `files` no file can be named. `system_user` is the operating system's name for the user, when `by`
    has another. `mail_goes` says in a sentence which way messages go, which the settings of the program say. `pause`
    waits so many seconds.
    """
    context = Context(database, by, clock, random, passwords or Passwords(), pause)
    files = files or UserFiles(FileRules())
    return Services(
        context=context,
        people=People(context),
        marks=Marks(_folder(drafts_folder, context)),
        grants=PermissionCache(context),
        database=database,
        files=files,
        drafts_folder=drafts_folder,
        mail_goes=mail_goes,
        system_user=system_user or context.system_user,
    )


def _folder(drafts_folder: Path, context: Context) -> Path:
    """Whose drafts and marks: several people may sign in one after the other as one user of the operating system."""
    by = context.by
    whose = f"\0{by.session.kind.value} {by.session.person}" if isinstance(by, SignedInUser) else ""
    return drafts_folder / hashlib.sha256(f"{context.database.path}{whose}".encode()).hexdigest()[:16]
