"""The value that a bulk action gives to a field: checked once, before any person is read."""

from __future__ import annotations

from dataclasses import replace

from fleet_tui.domain.bulk.actions import How, SetField, noun
from fleet_tui.domain.company import FLEET_PRO_OFF, TURN_ON
from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.people.rules import missing
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import entry_ids, parse
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.people.checks import entry_problem
from fleet_tui.storage import lists


def checked(tx: Transaction, action: SetField, profile_type: ProfileType) -> SetField:
    """The action with its value as it is stored.

    Raises:
        Refusal: the field cannot be set so.
    """
    field = profile_type.fields.get(action.field)
    if field is None:
        raise Refusal(f"{profile_type.plural} have no field “{displayable(action.field)}”.")
    if not field.bulk:
        raise Refusal(f"{noun(field)} is set on each profile by itself, not for many people at once.")
    if action.how is not How.SET and field.kind is not Kind.REFERENCES:
        raise Refusal(f"{noun(field)} holds one value: set it, nothing can be added to it or taken from it.")
    company = tx.company()
    value = _parsed(field, action.value, company.country)
    if value is None and (field.required or action.how is not How.SET):
        raise Refusal(missing(field).sentence)
    _require_entries(tx, field, action.how, value)
    if field.name == "fleet_pro" and value and not company.fleet_pro:
        raise Refusal(f"{FLEET_PRO_OFF}: {TURN_ON}")
    return replace(action, value=value)


def _parsed(field: Field, value: object, country: str) -> object:
    if value is None and field.kind is Kind.TOGGLE:
        raise Refusal(f"{noun(field)} is yes or no.")
    try:
        return parse(field, value, country)
    except BadValue as error:
        raise Refusal(str(error)) from None


def _require_entries(tx: Transaction, field: Field, how: How, value: object) -> None:
    """Entries come from the field's list; a retired one may be taken from people, but not given to them."""
    if field.source is None or value is None:
        return
    ids = entry_ids(value)
    known = lists.with_ids(tx.connection, ids)
    for id in sorted(ids):
        sentence = entry_problem(field, known.get(id), noun(field), may_be_retired=how is How.REMOVE)
        if sentence:
            raise Refusal(sentence)
