"""The address of a database on a server: read, shown without its password, and completed for this program."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from fleet_tui.domain.errors import DatabaseRefused

CONNECT_SECONDS = 10
"""How long a server may take to answer before it is said that it does not."""
_DRIVER = "postgresql+psycopg"
_LIKE = "Write it like postgresql+psycopg://NAME@HOST/DATABASE."
_WATCHED = {
    "connect_timeout": str(CONNECT_SECONDS),
    "tcp_user_timeout": str(CONNECT_SECONDS * 1000),
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "application_name": "fleet-tui",
}
"""A network that has gone is known after `CONNECT_SECONDS`, also in the middle of a query."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a database is; `shown` is how sentences call it, with no password in it."""

    url: URL
    shown: str


def parse_address(text: str) -> ServerAddress:
    """The address that a text is.

    Raises:
        DatabaseRefused: it is none; the sentence does not repeat it, which may hold a password.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise DatabaseRefused(f"The address of the database cannot be read. {_LIKE}") from None
    if url.drivername not in (_DRIVER, "postgresql", "postgres"):
        raise DatabaseRefused(f"There is no engine “{url.drivername}” for databases. {_LIKE}")
    if not url.database:
        raise DatabaseRefused(f"The address names no database on the server. {_LIKE}")
    hosts = _hosts(url)
    more = dict(_WATCHED)
    if len(hosts) > 1:
        more["target_session_attrs"] = "read-write"  # of several servers the one that takes changes now
    url = url.set(drivername=_DRIVER).update_query_dict({**more, **url.query})
    return ServerAddress(url, f"postgresql://{','.join(hosts) or 'localhost'}/{url.database}")


def _hosts(url: URL) -> list[str]:
    if url.host:
        return [f"{url.host}:{url.port}" if url.port else url.host]
    named = url.query.get("host", ())
    return [each for part in ((named,) if isinstance(named, str) else named) for each in part.split(",")]
