"""Moments as people here read them: in local time, to the minute unless seconds matter."""

from __future__ import annotations

from datetime import datetime


def show_moment(moment: datetime, *, seconds: bool = False) -> str:
    """The day and the time."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")


def show_day(moment: datetime) -> str:
    """The day alone."""
    return moment.astimezone().strftime("%Y-%m-%d")


def show_time(moment: datetime, now: datetime, *, seconds: bool = False) -> str:
    """The time alone of a moment today; of another day, the day too."""
    shown = show_moment(moment, seconds=seconds)
    return shown[11:] if show_day(moment) == show_day(now) else shown
