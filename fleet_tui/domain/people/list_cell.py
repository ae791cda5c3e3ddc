"""The words of a list's cell: as few as say it, because a column repeats them in each row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.local_time import day_in_short, moment_in_short
from fleet_tui.domain.people.profile import cell
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Names, Values


class Meaning(NamedTuple):
    """What a cell means beyond its words: a sign before them, and a name for the colour of both."""

    name: str
    sign: str


MEANINGS: dict[tuple[str, object], Meaning] = {
    ("active", True): Meaning("active", "●"),
    ("active", False): Meaning("inactive", "○"),
    ("status", Status.PENDING.value): Meaning("pending", "◌"),
    ("status", Status.INVITATION_ENDED.value): Meaning("ended", "×"),
}
"""By field and value (looks.md, "In rich"); other cells have their words alone."""


def with_sign(name: str, values: Values, words: str) -> str:
    """The words of a cell, behind the sign of what it means."""
    meaning = _meaning(name, values)
    return f"{meaning.sign} {words}" if meaning else words


def meaning_of(name: str, values: Values) -> str:
    """The name of what a cell means, empty without one.

    Cells without an account or a sign-in are dim, and so are the moments that only say how old a row is.
    """
    meaning = _meaning(name, values)
    if meaning:
        return meaning.name
    return "dim" if name in _MOMENTS or (name == "status" and values.get(name) in _QUIET) else ""


_QUIET = frozenset((Status.NEVER_LOGGED_IN.value, Status.NO_USER_ACCOUNT.value))
_MOMENTS = frozenset(("created", "changed"))
_MEANING = frozenset(name for name, _ in MEANINGS)


def _meaning(name: str, values: Values) -> Meaning | None:
    return MEANINGS.get((name, values.get(name))) if name in _MEANING else None


def list_cell(
    profile_type: ProfileType, name: str, values: Values, names: Names, country: str, today: date | None = None
) -> str:
    """The words for a column on one line; `today` shortens the days of this year.

    Choices have their short words, an extension is `x42`; all else is as `cell` says it.
    """
    value = values.get(name)
    if name == "status" and value == Status.SIGNED_IN.value:
        signed_in = values.get("last_sign_in")
        if isinstance(signed_in, datetime):
            return day_in_short(signed_in.astimezone().date(), today)
    short = _SHORT.get(profile_type.fields[name].kind)
    if short and value is not None:
        return short(profile_type.fields[name], value, today)
    text = cell(profile_type, name, values, names, country)
    return text.replace(" ext. ", " x") if name == "office_phone" else text


def _short_choice(field: Field, value: object, today: date | None) -> str:
    return displayable(field.choice_short(value))


def _short_day(field: Field, value: object, today: date | None) -> str:
    return day_in_short(value, today) if isinstance(value, date) else str(value)


def _short_moment(field: Field, value: object, today: date | None) -> str:
    return moment_in_short(value, today) if isinstance(value, datetime) else str(value)


_SHORT: dict[Kind, Callable[[Field, object, date | None], str]] = {
    Kind.CHOICE: _short_choice,
    Kind.DATE: _short_day,
    Kind.MOMENT: _short_moment,
}
