"""What accounts have beside: failed attempts, and records in Fleet Pro."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from fleet_tui.storage.schema.column_types import moment_column
from fleet_tui.storage.schema.model import Model


class Attempt(Model, table=True):
    """What was tried and failed under a key: an account, or all of them together in some minutes.

    `since` is the last time of it, `until` how long nothing more is tried; `told`: that somebody was made to wait for
    it is in the history.
    """

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_since", "since"),)

    key: str = Field(primary_key=True)
    failures: int
    since: datetime = moment_column()
    until: datetime | None = moment_column(empty=True)
    told: bool = False


class FleetPro(Model, table=True):
    """A person's record in Fleet Pro: kept, and suspended, when the profile is no longer enabled."""

    __tablename__ = "fleet_pro"

    kind: str = Field(primary_key=True)
    person: int = Field(primary_key=True)
    created: datetime = moment_column()
    suspended: datetime | None = moment_column(empty=True)
