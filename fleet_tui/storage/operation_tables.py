"""What can be undone."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from fleet_tui.storage.schema.column_types import moment_column
from fleet_tui.storage.schema.model import Model


class Operation(Model, table=True):
    """What one person did in one go, a save or a bulk action, so that it can be taken back as a whole.

    `first` and `last` are the ids of its entries in the history. `role` is "done", "undone" or "redone"; `reverted`
    says that it has been taken back since. `what` are the words for it. `author` is the key of its author, `who` their
    name at the time.
    """

    __tablename__ = "operation"
    __table_args__ = (Index("ix_operation_author", "author", "id"),)

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
