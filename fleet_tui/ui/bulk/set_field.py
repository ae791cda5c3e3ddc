"""Which field of many people is to be set, and to what."""

from __future__ import annotations

from fleet_tui.domain.bulk.actions import How, SetField, noun, setting
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.people.choices import YES_NO
from fleet_tui.domain.values import parse
from fleet_tui.services.company.lists import Lists
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.widgets.pick import Pick


async def ask_field(turn: DialogSequence, lists: Lists, profile_type: ProfileType, whom: str) -> SetField | None:
    """Ask for the field, then for its value; None when either is left.

    Raises:
        Refusal: the entries on offer cannot be read, or none of them is ticked.
    """
    ways = settable(profile_type)
    picks = tuple(
        Pick(place, noun(field) if how is How.SET else setting(field, how)) for place, (field, how) in enumerate(ways)
    )
    picked = await turn.ask(Choose(f"Set a field of {whom}", picks, ()))
    if not picked:
        return None
    field, how = ways[int(picked[0])]
    offered = await _offered(lists, field)
    title = f"{setting(field, how)} to…" if how is How.SET else f"{setting(field, how)}…"
    value = await turn.ask(Choose(title, offered, (), many=how is not How.SET, optional=field.optional))
    if value is None:
        return None
    if how is not How.SET and not value:
        raise Refusal("Nothing was ticked: Space ticks, then Enter takes what is ticked.")
    return SetField(field.name, _value(field, how, value), how)


def settable(profile_type: ProfileType) -> list[tuple[Field, How]]:
    """Every field that can be set in bulk; what holds many entries is added to or taken from."""
    many, one = (How.ADD, How.REMOVE), (How.SET,)
    return [
        (field, how)
        for field in profile_type.fields.values()
        if field.bulk
        for how in (many if field.kind is Kind.REFERENCES else one)
    ]


async def _offered(lists: Lists, field: Field) -> tuple[Pick, ...]:
    if field.source is not None:
        return tuple(Pick(entry.id, entry.name) for entry in await run_in_thread(lists.entries, field.source))
    choices = field.choices or (YES_NO if field.kind is Kind.TOGGLE else ())
    return tuple(Pick(choice.value, choice.label) for choice in choices)


def _value(field: Field, how: How, picked: tuple[str | int, ...]) -> object:
    if how is not How.SET:
        return tuple(sorted(picked))
    if not picked:
        return None
    return parse(field, picked[0], "") if field.kind is Kind.TOGGLE else picked[0]
