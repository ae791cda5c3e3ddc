"""Moments as people here read them: in local time, to the minute."""

from __future__ import annotations

from datetime import datetime


def show_moment(moment: datetime) -> str:
    """The day and the time."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def show_day(moment: datetime) -> str:
    """The day alone."""
    return moment.astimezone().strftime("%Y-%m-%d")


def show_time(moment: datetime, now: datetime) -> str:
    """The time alone of a moment today; of another day, the day too."""
    return show_moment(moment)[11:] if show_day(moment) == show_day(now) else show_moment(moment)
