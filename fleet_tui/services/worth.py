"""Whether what a message brings is worth anything, said the same when it is sent and when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from fleet_tui.domain.actions import Purpose
from fleet_tui.domain.company import LONGEST, PASSWORD
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.judging import NO_PASSWORDS
from fleet_tui.storage import clock, codes, lookups, posted


def worthless(connection: Connection, code: Mapping[str, Any], to: posted.Addressee | None, now: datetime) -> str:
    """Why a code (a row of the table) is worth nothing at a moment, in a few words; empty while it can be used.

    `to` is its person as they are, `now` the clock's time: one that was set back brings no code back, and one that was
    ahead before the code was made makes it last no longer than the settings can say.
    """
    if to is None or not to.active:
        return "the profile is inactive"
    if code["used"] is not None:
        return "its code has been used"
    if code["purpose"] == Purpose.RESET.value and lookups.company(connection).sign_in != PASSWORD:
        return NO_PASSWORDS.reason
    if code["revoked"] is not None:
        return "its code was withdrawn"
    lasted = now - code["created"]
    if code["expires"] <= clock.latest(connection, now) or lasted >= LONGEST[Purpose(code["purpose"])]:
        return "its code has expired"
    if to.address != code["address"]:
        return "the address has been changed"
    newest = codes.newest(connection, PersonKind(code["kind"]), code["person"], Purpose(code["purpose"]))
    return "" if newest == code["id"] else "a newer one has followed"
