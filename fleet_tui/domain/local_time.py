"""Moments as people here read them: in local time, to the minute unless seconds matter."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, datetime


def kept_moment(text: str) -> datetime:
    """The moment that a file keeps in ISO format.

    Raises:
        TypeError: it is no text.
        ValueError: it is no moment, or one at an end of the calendar, which has no local time.
    """
    moment = datetime.fromisoformat(text)
    if not MINYEAR < moment.year < MAXYEAR:
        raise ValueError(text)
    return moment


def show_moment(moment: datetime, *, seconds: bool = False) -> str:
    """The day and the time."""
    return moment.astimezone().isoformat(" ", "seconds")[: 19 if seconds else 16]


def show_day(moment: datetime) -> str:
    """The day alone."""
    return moment.astimezone().isoformat()[:10]


def show_time(moment: datetime, now: datetime, *, seconds: bool = False) -> str:
    """The time alone of a moment today; of another day, the day too."""
    shown = show_moment(moment, seconds=seconds)
    return shown[11:] if show_day(moment) == show_day(now) else shown


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_in_short(day: date, today: date | None) -> str:
    """A day of this year without the year, `12 Nov`; any other, and without `today` all, as `2025-11-12`."""
    return f"{day.day:>2} {_MONTHS[day.month - 1]}" if today and day.year == today.year else day.isoformat()


def moment_in_short(moment: datetime, today: date | None) -> str:
    """The day in short, and of a day in this year the time."""
    local = moment.astimezone()
    day = day_in_short(local.date(), today)
    return f"{day} {local:%H:%M}" if today and local.year == today.year else day if today else show_moment(moment)
