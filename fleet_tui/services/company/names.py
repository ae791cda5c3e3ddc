"""The names that people give to entries of lists and to views."""

from __future__ import annotations

from fleet_tui.domain.errors import BadValue, Invalid, Problem
from fleet_tui.domain.lists import ENTRY_LENGTH
from fleet_tui.domain.text import clean, sort_key


def checked_name(text: str) -> str:
    """The name as it is kept.

    Raises:
        Invalid: it is empty, too long or holds what cannot be kept (under "name").
    """
    try:
        text = clean(text, label="The name")
    except BadValue as error:
        raise Invalid({"name": Problem(str(error))}) from None
    if not sort_key(text):  # nothing, or nothing but accents
        raise Invalid({"name": Problem("The name is missing: fill it in.")})
    if len(text) > ENTRY_LENGTH:
        raise Invalid({"name": Problem(f"The name has {len(text)} characters: at most {ENTRY_LENGTH} fit.")})
    return text
