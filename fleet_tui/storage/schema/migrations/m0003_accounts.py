"""Accounts that people sign in to: codes, attempts, settings of the company, messages that are sent."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table
from sqlalchemy.engine import Connection

_THIRD = MetaData()

Table(
    "code",
    _THIRD,
    Column("id", Integer, primary_key=True),
    Column("hash", String, nullable=False),
    Column("nonce", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("person", Integer, nullable=False),
    Column("purpose", String, nullable=False),
    Column("address", String, nullable=False),
    Column("created", String(20), nullable=False),
    Column("expires", String(20), nullable=False),
    Column("used", String(20)),
    Column("revoked", String(20)),
    Index("uq_code_hash", "hash", unique=True),
    Index("ix_code_person", "kind", "person", "purpose"),
)

Table(
    "attempt",
    _THIRD,
    Column("key", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", String(20), nullable=False),
    Column("until", String(20)),
    Column("told", Boolean, nullable=False),
)

Table(
    "clock",
    _THIRD,
    Column("id", Integer, primary_key=True),
    Column("latest", String(20), nullable=False),
)

_INVITATION = """Hello {name},

{company} has set up a profile for you. To make your account, start
fleet-tui, choose "I have a code" and type or paste this code:

    {code}

It can be used once, until {expires}. If you did not expect this
message, do nothing: without the code nobody can make your account."""

_RESET = """Hello {name},

somebody, probably you, asked for a new password for your account
{username} at {company}. To choose one, start fleet-tui, choose
"I have a code" and type or paste this code:

    {code}

It can be used once, until {expires}. If you did not ask for it, do
nothing: your password stays as it is."""

_SETTINGS = {
    "idle_minutes VARCHAR": "30",
    "session_hours VARCHAR": "16",
    "temporary_days VARCHAR": "3",
    "invitation_days VARCHAR": "7",
    "reset_minutes VARCHAR": "60",
    "hold_seconds VARCHAR": "30",
    "invitation_subject VARCHAR": "Your account at {company}",
    "invitation_text TEXT": _INVITATION,
    "invitation_sms TEXT": "{company}: your code for fleet-tui is {code} (until {expires}).",
    "reset_subject VARCHAR": "A new password at {company}",
    "reset_text TEXT": _RESET,
    "reset_sms TEXT": "{company}: your code for a new password in fleet-tui is {code} (until {expires}).",
}


def upgrade(connection: Connection) -> None:
    """Make the tables, the columns with what they hold for what is there, and what roles allow of the new."""
    _THIRD.create_all(connection, checkfirst=False)
    run = connection.exec_driver_sql
    run("ALTER TABLE account ADD COLUMN generation INTEGER NOT NULL DEFAULT 0")
    run("ALTER TABLE account ADD COLUMN password_set VARCHAR(20)")
    run("ALTER TABLE account ADD COLUMN expires VARCHAR(20)")
    run(
        "UPDATE account SET password_set = since, expires = strftime('%Y-%m-%dT%H:%M:%SZ', since, '+3 days') "
        "WHERE temporary AND password_hash IS NOT NULL"
    )
    for column, value in _SETTINGS.items():
        quoted = value.replace("'", "''")
        run(f"ALTER TABLE company ADD COLUMN {column} NOT NULL DEFAULT '{quoted}'")
    run("ALTER TABLE company ADD COLUMN renewal BOOLEAN NOT NULL DEFAULT 0")
    run("ALTER TABLE outbox ADD COLUMN code INTEGER")
    run("ALTER TABLE outbox ADD COLUMN token VARCHAR NOT NULL DEFAULT ''")
    run("ALTER TABLE outbox ADD COLUMN due VARCHAR(20) NOT NULL DEFAULT ''")
    run("ALTER TABLE outbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0")
    run("ALTER TABLE outbox ADD COLUMN lease VARCHAR")
    run("ALTER TABLE outbox ADD COLUMN leased VARCHAR(20)")
    run("ALTER TABLE outbox ADD COLUMN sent VARCHAR(20)")
    run("ALTER TABLE outbox ADD COLUMN trouble VARCHAR")
    run("UPDATE outbox SET due = queued, token = lower(hex(randomblob(16)))")
    run("CREATE INDEX ix_outbox_due ON outbox (state, due)")
    run(
        "INSERT INTO role_permission (role, permission) "
        "SELECT role, 'see_mail' FROM role_permission WHERE permission = 'send_invites'"
    )
