"""Saved views."""

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from fleet_tui.storage.schema.model import Model


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
