"""The tables that lists of people do without: the first of them that is needed declares them."""

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint, literal_column
from sqlmodel import Field

from fleet_tui.storage.schema.column_types import moment_column
from fleet_tui.storage.schema.model import Model


class Attempt(Model, table=True):
    """Failed attempts under a key: an account, or all accounts together for some minutes.

    `since` is the time of the last failure, `until` the end of the wait; `told`: the history has the wait.
    """

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_since", "since"),)

    key: str = Field(primary_key=True)
    failures: int
    since: datetime = moment_column()
    until: datetime | None = moment_column(empty=True)
    told: bool = False


class FleetPro(Model, table=True):
    """A person's record in Fleet Pro; it is kept, suspended, when the profile is no longer enabled."""

    __tablename__ = "fleet_pro"

    kind: str = Field(primary_key=True)
    person: int = Field(primary_key=True)
    created: datetime = moment_column()
    suspended: datetime | None = moment_column(empty=True)


class Operation(Model, table=True):
    """A save or a bulk action of one author, which undo takes back as a whole.

    `first` and `last` are the ids of its history entries. `role` is "done", "undone" or "redone"; `reverted` says that
    it was taken back later. `what` is its title. `author` is the author's key, `who` the name at the time.
    """

    __tablename__ = "operation"
    __table_args__ = (
        Index("ix_operation_author", "author", "id"),
        Index("ix_operation_many", "last", sqlite_where=literal_column("people > 1")),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment_column()
    who: str
    what: str
    kind: str
    people: int
    first: int
    last: int
    role: str
    reverted: bool = False
    author: str = ""


class View(Model, table=True):
    """A saved view of a list: filter, sort and columns; private to its owner (an author's key) unless it is shared."""

    __tablename__ = "view"
    __table_args__ = (UniqueConstraint("kind", "owner", "name_key", name="uq_view_name"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    owner: str
    shared: bool
    name: str
    name_key: str
    filter: str = Field(sa_type=Text)
    sort: str
    descending: bool
    columns: str = Field(sa_type=Text)
    version: int = 1
