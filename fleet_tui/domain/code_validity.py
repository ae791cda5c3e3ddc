"""Why a code cannot be used: one rule for sending it, for redeeming it and for the status of the invited person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.evaluate import NO_PASSWORDS
from fleet_tui.domain.company import LONGEST, PASSWORD


@dataclass(frozen=True, slots=True)
class SentCode:
    """What is stored about a code. `newest`: no later code of the same purpose took its place."""

    purpose: Purpose
    address: str
    created: datetime
    expires: datetime
    used: bool = False
    revoked: bool = False
    newest: bool = True


def reason_invalid(
    code: SentCode, *, active: bool, address: str | None, sign_in: str, now: datetime, latest: datetime
) -> str:
    """A few words, empty while the code opens something.

    `active` and `address` are the person's at present, `sign_in` is the company's mode. `latest` is the latest moment
    that the file has seen, so a clock that goes back revives no code; `created` bounds a code that was made while the
    clock was ahead.
    """
    if not active:
        return "the profile is inactive"
    if code.used:
        return "its code has been used"
    if code.purpose is Purpose.RESET and sign_in != PASSWORD:
        return NO_PASSWORDS.reason
    if code.revoked:
        return "its code was withdrawn"
    if code.expires <= latest or now - code.created >= LONGEST[code.purpose]:
        return "its code has expired"
    if address != code.address:
        return "the address has been changed"
    return "" if code.newest else "a newer one has followed"
