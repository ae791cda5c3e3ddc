"""Why a code that is in the database cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.code_validity import SentCode, reason_invalid
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.history import clock
from fleet_tui.storage.mail import outbox_writes


def reason_unusable(
    connection: Connection, code: Mapping[str, Any], to: outbox_writes.Addressee | None, now: datetime
) -> str:
    """Why a code (a row of the table) is worth nothing at a moment, in a few words; empty while it can be used.

    `to` is its person at present.
    """
    purpose = Purpose(code["purpose"])
    newest = codes.newest(connection, PersonKind(code["kind"]), code["person"], purpose)
    sent = SentCode(
        purpose=purpose,
        address=code["address"],
        created=code["created"],
        expires=code["expires"],
        used=code["used"] is not None,
        revoked=code["revoked"] is not None,
        newest=newest == code["id"],
    )
    return reason_invalid(
        sent,
        active=to is not None and to.active,
        address=to.address if to else None,
        sign_in=company_settings.company(connection).sign_in,
        now=now,
        latest=clock.latest(connection, now),
    )
