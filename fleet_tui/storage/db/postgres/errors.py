"""What goes wrong with a database on a server, in words: what it is and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from fleet_tui.domain.errors import Busy, DatabaseRefused, Refusal

_NOTHING = "Nothing was changed: try again."
_LOST: tuple[type[Refusal], str] = (Busy, f"The connection to {{name}} was lost. {_NOTHING}")
_ABSENT: tuple[type[Refusal], str] = (
    DatabaseRefused,
    "{name} does not answer: check the address and the network, and that the server runs.",
)
_AWAY: tuple[type[Refusal], str] = (Busy, f"{{name}} is starting or stopping. {_NOTHING}")
_TURNED_AWAY: tuple[type[Refusal], str] = (
    DatabaseRefused,
    "{name} lets nobody in by that name and password: check both. A password belongs into ~/.pgpass or PGPASSWORD.",
)
_BY_STATE: dict[str, tuple[type[Refusal], str]] = {
    "55P03": (Busy, f"Another program is writing to {{name}} and did not finish. {_NOTHING}"),
    "40001": (Busy, f"{{name}} was changed meanwhile. {_NOTHING}"),
    "40P01": (Busy, f"{{name}} was changed meanwhile. {_NOTHING}"),
    "25P03": _LOST,  # it was idle in a transaction for too long
    "57014": (Busy, f"{{name}} ended the work before it was done. {_NOTHING}"),
    "57P01": _LOST,
    "57P02": _LOST,
    "57P03": _AWAY,
    "08": _LOST,
    "53300": (Busy, f"{{name}} takes no more connections. {_NOTHING}"),
    "53100": (DatabaseRefused, "The disk of {name} is full. Nothing was changed: free some room and try again."),
    "53": (Busy, f"{{name}} is out of room or memory. {_NOTHING}"),
    "25006": (
        DatabaseRefused,
        "{name} takes no changes: it is a copy of another server. Nothing was changed: name the one that it copies.",
    ),
    "42501": (
        DatabaseRefused,
        "You may not do that in {name}. Nothing was changed: its owner grants your user all rights on its tables.",
    ),
    "28": _TURNED_AWAY,
    "3D000": (DatabaseRefused, "{name} is not there: its server has no database of that name (createdb makes one)."),
    "58": (DatabaseRefused, "The disk of {name} answered with an error. Nothing was changed: look at its server."),
    "XX": (DatabaseRefused, "{name} is damaged. Keep it as it is, and go back to a backup."),
}
"""By the beginning of the SQLSTATE; of several the longest."""

_COMMIT_LOST = (
    "The connection to {name} was lost in the moment of saving: look whether it was saved before you try again."
)


@contextmanager
def translate_errors(name: str) -> Iterator[None]:
    """Turn errors of the server that sentences call `name` into refusals.

    Raises:
        Refusal: the server's error, unless that is a fault of this program.
    """
    try:
        yield
    except NoConnectionFree:
        raise Busy(f"Too much is being read from {name} at once: try again.") from None
    except (DBAPIError, psycopg.Error) as error:
        refusal = refusal_for(error.orig if isinstance(error, DBAPIError) else error, name)
        if refusal is None:
            raise
        raise refusal from None


def refusal_for(error: object, name: str) -> Refusal | None:
    """The refusal for an error as the library raised it, or None when it is a fault of this program."""
    state = str(getattr(error, "sqlstate", None) or "")
    for length in (5, 2):
        if state[:length] in _BY_STATE and state:
            kind, sentence = _BY_STATE[state[:length]]
            return kind(sentence.format(name=name))
    if state or not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return None
    kind, sentence = _unnumbered(error)
    return kind(sentence.format(name=name))


def _unnumbered(error: psycopg.Error) -> tuple[type[Refusal], str]:
    """What libpq itself says has no number: before a connection stands, and when one breaks."""
    said = str(error)
    if "authentication failed" in said or "no password supplied" in said or "no pg_hba.conf entry" in said:
        return _TURNED_AWAY
    if "does not exist" in said and "database" in said:
        return _BY_STATE["3D000"]
    if "starting up" in said or "shutting down" in said:
        return _AWAY
    if "remaining connection slots" in said or "too many clients" in said:
        return _BY_STATE["53300"]
    return _ABSENT if "connection to server" in said or "connection timeout" in said else _LOST


def lost_in_commit(name: str) -> Refusal:
    """The refusal when nobody can know whether it was saved."""
    return Busy(_COMMIT_LOST.format(name=name))
