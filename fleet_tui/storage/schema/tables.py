"""The tables that lists of people stand on, apart from those of profiles.

`other_tables` has the rest, which a start does without. How a file came to have them all is in `migrations`; a test
compares the two.
"""

from datetime import datetime

from sqlalchemy import Column, Index, LargeBinary, Text, UniqueConstraint, literal_column
from sqlmodel import Field

from fleet_tui.storage.schema.column_types import moment_column
from fleet_tui.storage.schema.model import Model


class PermissionOverride(Model, table=True):
    """A permission that a person has or lacks, whatever the role."""

    __tablename__ = "permission_override"
    __table_args__ = (Index("ix_permission_override_answer", "kind", "permission", "answer"),)

    kind: str = Field(primary_key=True)
    person: int = Field(primary_key=True)
    permission: str = Field(primary_key=True)
    answer: str


class RolePermission(Model, table=True):
    """A permission that a role gives by default."""

    __tablename__ = "role_permission"

    role: int = Field(primary_key=True, foreign_key="list_entry.id")
    permission: str = Field(primary_key=True)


class ListEntry(Model, table=True):
    """An entry of one of the company's lists."""

    __tablename__ = "list_entry"
    __table_args__ = (UniqueConstraint("list", "name_key", name="uq_list_entry_name"),)

    id: int | None = Field(default=None, primary_key=True)
    list: str
    name: str
    name_key: str
    retired: bool = False
    version: int = 1


class Photo(Model, table=True):
    """A photo's file and what is known of it. The same file is kept once."""

    __tablename__ = "photo"

    digest: str = Field(primary_key=True)
    format: str
    width: int
    height: int
    size: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Account(Model, table=True):
    """A person's account. `temporary`: the password was set by an administrator and must be changed.

    `expires` is when a temporary password can no longer be used, `password_set` when the present one was chosen.
    `generation` goes up with every change of the password and every deactivation: sessions of earlier ones are over.
    """

    __tablename__ = "account"
    __table_args__ = (Index("uq_account_username", "kind", "username_key", unique=True),)

    kind: str = Field(primary_key=True)
    person: int = Field(primary_key=True)
    state: str
    username: str | None = None
    username_key: str | None = None
    password_hash: str | None = None
    temporary: bool = False
    since: datetime = moment_column()
    generation: int = 0
    password_set: datetime | None = moment_column(empty=True)
    expires: datetime | None = moment_column(empty=True)


class Code(Model, table=True):
    """A code that was sent to a person for a purpose, as its hash; with the key file, `nonce` gives it again.

    It can be used once, until it expires, as long as it is not revoked and no newer one took its place; and only while
    the person is active and can be reached at `address`. `created` is what the clock said; `expires` is counted from
    the latest moment that the file had seen then. `claimed` is when a program last began to use it.
    """

    __tablename__ = "code"
    __table_args__ = (
        Index("uq_code_hash", "hash", unique=True),
        Index("ix_code_person", "kind", "person", "purpose"),
        Index("ix_code_expires", "purpose", "expires"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hash: str
    nonce: str
    kind: str
    person: int
    purpose: str
    address: str
    created: datetime = moment_column()
    expires: datetime = moment_column()
    used: datetime | None = moment_column(empty=True)
    revoked: datetime | None = moment_column(empty=True)
    claimed: datetime | None = moment_column(empty=True)


class Clock(Model, table=True):
    """The latest moment that this file has seen, in one row, once a clock was set back: that makes nothing valid."""

    __tablename__ = "clock"

    id: int | None = Field(default=None, primary_key=True)
    latest: datetime = moment_column()


class Outbox(Model, table=True):
    """A message to a person. `operation` is the bulk action that queued it, if one did.

    `code` is what it brings; one of the second version has none until it is sent. `token` is the stable part of its
    Message-ID. It is not sent before `due`; `lease` is the worker that has taken it, until `leased`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_person", "kind", "person"),
        Index("ix_outbox_operation", "operation", "person"),
        Index("ix_outbox_due", "state", "due"),
        Index("ix_outbox_state", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    person: int
    purpose: str
    channel: str
    address: str
    state: str
    queued: datetime = moment_column()
    operation: int | None = None
    code: int | None = None
    token: str
    due: datetime = moment_column()
    tries: int = 0
    lease: str | None = None
    leased: datetime | None = moment_column(empty=True)
    sent: datetime | None = moment_column(empty=True)
    trouble: str | None = None


class Company(Model, table=True):
    """The company's settings; one row."""

    __tablename__ = "company"

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    name: str
    country: str
    fleet_pro: bool
    payroll: bool
    sign_in: str
    idle_minutes: str
    session_hours: str
    renewal: bool
    temporary_days: str
    invitation_days: str
    reset_minutes: str
    hold_seconds: str
    invitation_subject: str
    invitation_text: str = Field(sa_type=Text)
    invitation_sms: str = Field(sa_type=Text)
    reset_subject: str
    reset_text: str = Field(sa_type=Text)
    reset_sms: str = Field(sa_type=Text)


class History(Model, table=True):
    """Every change, with its author. Rows are only ever added; `digest` chains each to the one before.

    `author` is the author's key, which early rows lack, `who` the name at the time.
    """

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_person", "subject_kind", "person", "id"),
        Index("ix_history_at", "at"),
        Index("ix_history_who", "who"),
        Index(
            "ix_history_renamed",
            "subject_kind",
            "person",
            sqlite_where=literal_column("action <> 'added' AND instr(changes, '\"name\":[') > 0"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment_column()
    who: str
    action: str
    subject_kind: str
    person: int | None = None
    subject: str
    changes: str = Field(sa_type=Text)
    digest: str
    author: str | None = None
