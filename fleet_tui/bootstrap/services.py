"""The composition root: settings → database → services."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

from fleet_tui.bootstrap.settings import Settings, actor
from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.services.base.actor import Actor, Anonymous
from fleet_tui.services.base.context import Context
from fleet_tui.services.local.user_files import FileRules, UserFiles
from fleet_tui.services.services import Services
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.opening import open_database

# Without a handler Python writes logs of libraries to the terminal, with tracebacks: SQLAlchemy logs a connection that
# a signal cut off.
logging.getLogger().addHandler(logging.NullHandler())


@contextlib.contextmanager
def signed_in_services(settings: Settings, user: str | None) -> Iterator[Services]:
    """The services on the database of these settings, which must be there already, signed in as `user`.

    Raises:
        DatabaseRefused: the file cannot be used; it is untouched.
        Refusal: the sign-in failed.
    """
    from fleet_tui.bootstrap.sign_in import signed_in  # which asks for passwords, as the app does not

    with services_at(settings.place, settings.drafts, create=False) as services:
        yield signed_in(services, user)


@contextlib.contextmanager
def services_at(path: Path | str, drafts: Path, *, create: bool = True, by: Actor | None = None) -> Iterator[Services]:
    """The services on the database at `path`, for the actor `by` or, without one, before any sign-in."""
    with database_at(path, create=create) as database:
        yield Services(Context(database, by or Anonymous(actor())), drafts)


@contextlib.contextmanager
def app_services(settings: Settings) -> Iterator[Services]:
    """The services of the app before any sign-in, with the files that its user may name and the words on its mail."""
    from fleet_tui.bootstrap.mail_worker import delivery_words

    with database_at(settings.place) as database:
        context = Context(database, Anonymous(actor()))
        yield Services(
            context,
            settings.drafts,
            files_in(settings, settings.files),
            delivery_words(settings.mail, settings.database),
        )


@contextlib.contextmanager
def database_at(path: Path | str, *, create: bool = True) -> Iterator[Database]:
    """The database at `path`, or the address of a server, closed at the end.

    Raises:
        DatabaseRefused: the file cannot be used; it is untouched.
    """
    database = open_database(path, create=create) if isinstance(path, Path) else _on_server(path, create=create)
    try:
        yield database
    finally:
        database.close()


def shown_address(address: str) -> str:
    """The address of a server without what is nobody's business in it."""
    from fleet_tui.storage.db.postgres.address import parse_address

    return parse_address(address).shown


def _on_server(address: str, *, create: bool) -> Database:
    import platformdirs

    from fleet_tui.bootstrap.settings import APP
    from fleet_tui.storage.db.postgres.address import parse_address

    try:
        from fleet_tui.storage.server import open_server
    except ImportError:
        raise DatabaseRefused(
            "A database on a server takes a package more: pip install 'fleet-tui[postgres]', or name a file."
        ) from None
    servers = platformdirs.user_data_path(APP, appauthor=False) / "servers"
    return open_server(parse_address(address), servers, create=create)


def files_in(settings: Settings, folder: Path | None) -> UserFiles:
    """The files in a folder that a user may name, or none; the program's own are not among them."""
    own = [settings.config, settings.drafts, settings.reports, settings.mail.folder, settings.mail.password_file]
    if settings.server:
        own.append(settings.database.parent)  # with the keys of databases on servers
    return UserFiles(
        FileRules(
            folder,
            settings.written,
            databases=(settings.database.absolute(), settings.database.resolve()),
            own=tuple(path for path in own if path is not None),
            apart=not settings.own_session,
        )
    )
