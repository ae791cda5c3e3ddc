"""The company's settings."""

from __future__ import annotations

from fleet_tui.domain.company import COMPANY_FIELDS, Company
from fleet_tui.domain.errors import Invalid, Stale
from fleet_tui.domain.history import encode
from fleet_tui.domain.rules import missing, parse_fields
from fleet_tui.domain.values import Values
from fleet_tui.services.context import Context
from fleet_tui.services.history import last_change
from fleet_tui.storage import lookups


class CompanySettings:
    """What holds for the whole company."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def get(self) -> Company:
        """The settings as they are."""
        with self._database.read() as connection:
            return lookups.company(connection)

    def save(self, version: int, raw: Values) -> Company:
        """Change the settings in `raw`, if they are still at `version`.

        Raises:
            Invalid: with every wrong field.
            Stale: somebody changed them since.
        """
        with self._database.write() as connection:
            before = lookups.company(connection)
            if before.version != version:
                who, when = last_change(connection, "company", self._context.clock())
                raise Stale(who, when, before.version)
            values = _checked(raw, before.country)
            changes = {
                field.name: [encode(field, getattr(before, field.name), {}), encode(field, values[field.name], {})]
                for field in COMPANY_FIELDS
                if field.name in values and values[field.name] != getattr(before, field.name)
            }
            if changes:
                lookups.change_company(connection, {name: values[name] for name in changes})
                self._context.record(connection, "changed", "company", str(values.get("name", before.name)), changes)
            return lookups.company(connection)


def _checked(raw: Values, country: str) -> dict[str, object]:
    values, problems = parse_fields(COMPANY_FIELDS, raw, country)
    for field in COMPANY_FIELDS:
        if field.required and field.name in values and values[field.name] is None:
            problems[field.name] = missing(field)
    if problems:
        raise Invalid(problems)
    return values
