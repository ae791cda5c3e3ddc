"""Ask for the field of many people to set, and its value."""

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
from fleet_tui.ui.widgets.choice_list import Pick


async def ask_field(dialogs: DialogSequence, lists: Lists, profile_type: ProfileType, targets: str) -> SetField | None:
    """Ask for the field, then for its value; None when either dialog is left.

    `targets` names the people in the title.

    Raises:
        Refusal: the entries on offer cannot be read, or none of them is ticked.
    """
    ways = settable(profile_type)
    picks = tuple(
        Pick(place, noun(field) if how is How.SET else setting(field, how)) for place, (field, how) in enumerate(ways)
    )
    picked = await dialogs.ask(Choose(f"Set a field of {targets}", picks, ()))
    if not picked:
        return None
    field, how = ways[int(picked[0])]
    offered = await _offered(lists, field)
    title = f"{setting(field, how)} to…" if how is How.SET else f"{setting(field, how)}…"
    value = await dialogs.ask(Choose(title, offered, (), many=how is not How.SET, optional=field.optional))
    if value is None:
        return None
    if how is not How.SET and not value:
        raise Refusal("Nothing was ticked: Space ticks, then Enter takes what is ticked.")
    return SetField(field.name, _value(field, how, value), how)


def settable(profile_type: ProfileType) -> list[tuple[Field, How]]:
    """Every field that can be set in bulk, and how: entries are added to and removed from a field that holds many."""
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
