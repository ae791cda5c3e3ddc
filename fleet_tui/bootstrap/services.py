"""The composition root: settings → database → services."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from fleet_tui.bootstrap.settings import Settings, actor
from fleet_tui.services.base.actor import Actor, Anonymous
from fleet_tui.services.base.context import Context, now
from fleet_tui.services.local.user_files import FileRules, UserFiles
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database

# Without a handler Python writes logs of libraries to the terminal, with tracebacks: SQLAlchemy logs a connection that
# a signal cut off.
logging.getLogger().addHandler(logging.NullHandler())


@contextlib.contextmanager
def opened(settings: Settings, user: str | None) -> Iterator[Services]:
    """The services on the database of these settings, which must be there already, signed in as `user`.

    Raises:
        DatabaseRefused: the file cannot be used; it is untouched.
        Refusal: the sign-in failed.
    """
    from fleet_tui.bootstrap.sign_in import signed_in  # which asks for passwords, as the app does not

    with opened_at(settings.database, settings.drafts, create=False) as services:
        yield signed_in(services, user)


@contextlib.contextmanager
def opened_at(
    path: Path,
    drafts: Path,
    *,
    create: bool = True,
    by: Actor | None = None,
    clock: Callable[[], datetime] = now,
    files: UserFiles | None = None,
    mail_goes: str = "",
) -> Iterator[Services]:
    """The services on the database at `path`, for the actor `by` or, without one, before any sign-in."""
    database = open_database(path, create=create)
    try:
        yield Services(
            Context(database, by or Anonymous(actor()), clock=clock), drafts, files or UserFiles(FileRules()), mail_goes
        )
    finally:
        database.close()


def user_files(settings: Settings, database: Path) -> UserFiles:
    """The files that a user may name in an app on that database; the program's own are not among them."""
    own = [settings.config, settings.drafts, settings.reports, settings.mail.folder, settings.mail.password_file]
    return UserFiles(
        FileRules(
            settings.files,
            settings.written,
            databases=(database.absolute(), database.resolve()),
            own=tuple(path for path in own if path is not None),
        )
    )
