"""Finds the one person whom a command names."""

from __future__ import annotations

from fleet_tui.bootstrap.output import say
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.ids import is_id
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable, search_key
from fleet_tui.services.services import Services

_LONGEST_ID = 9
"""A longer number is looked for as a telephone number."""
_LOOKED_THROUGH = 20


def id_of(services: Services, kind: PersonKind, who: str) -> int:
    """The id in the text, or that of the only person of the kind whom the text finds.

    Raises:
        Refusal: nobody is found, or several are, who have been printed.
    """
    if who.isascii() and who.isdigit() and len(who) <= _LONGEST_ID and is_id(int(who)):
        return int(who)
    found = [one for one in services.people.find(who, _LOOKED_THROUGH) if one.kind is kind]
    named = [one for one in found if search_key(one.name) == search_key(who)]
    found = named or found
    singular = PROFILE_TYPES[kind].singular.lower()
    if not found:
        raise Refusal(f"“{displayable(who)}” finds no {singular}.")
    if len(found) > 1:
        for one in found:
            what = "  ".join(filter(None, (one.phone, one.place, one.truck, "" if one.active else "inactive")))
            say(f"{one.id}  {one.name}  {what}".rstrip())
        raise Refusal(
            f"“{displayable(who)}” finds {len(found)} {PROFILE_TYPES[kind].plural.lower()}: name one by its id."
        )
    return found[0].id
