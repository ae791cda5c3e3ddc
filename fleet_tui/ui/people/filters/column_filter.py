"""How the filter of a column is asked for: one table from the sort of question to what asks it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from textual.app import App

from fleet_tui.domain.fields import Field, Kind, When
from fleet_tui.domain.filters.conditions import ASKS, Asks, Condition
from fleet_tui.domain.people.choices import YES_NO
from fleet_tui.ui.people.filters.filter_answer import Answer, Offered
from fleet_tui.ui.people.filters.filter_range import FilterRange
from fleet_tui.ui.people.filters.filter_text import FilterText
from fleet_tui.ui.people.filters.filter_values import FilterValues

Ask = Callable[[App[object], Field, Condition | None, Offered], Awaitable[Answer | None]]


async def _ask_text(app: App[object], field: Field, condition: Condition | None, offered: Offered) -> Answer | None:
    return await app.push_screen_wait(FilterText(field, condition))


async def _ask_values(app: App[object], field: Field, condition: Condition | None, offered: Offered) -> Answer | None:
    return await app.push_screen_wait(FilterValues(field, condition, offered))


async def _ask_range(app: App[object], field: Field, condition: Condition | None, offered: Offered) -> Answer | None:
    return await app.push_screen_wait(FilterRange(field, condition))


DIALOGS: Mapping[Asks, Ask] = {Asks.TEXT: _ask_text, Asks.VALUES: _ask_values, Asks.RANGE: _ask_range}


async def ask_filter(app: App[object], field: Field, condition: Condition | None, offered: Offered) -> Answer | None:
    """The condition that is wanted on a field in place of the one that is on it; None when it is to stay.

    `offered` are the values that can be picked, for a field that has such.
    """
    return await DIALOGS[ASKS[field.kind]](app, field, condition, offered)


def offered_without_asking(field: Field) -> Offered:
    """The values of a field that are known without the database; a choice that is typed and optional may be none."""
    choices = field.choices or (YES_NO if field.kind is Kind.TOGGLE else ())
    always = field.required or field.kind is Kind.TOGGLE or field.when is When.NEVER
    none = [(None, "none")] if choices and not always else []
    return [(choice.value, choice.label) for choice in choices] + none
