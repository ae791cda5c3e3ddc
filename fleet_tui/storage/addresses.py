"""Where messages to people go, as SQL over the table of their kind (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Case, ColumnElement, Table, case, func

from fleet_tui.domain.messages import EMAIL, SMS


def channel_of(main: Table) -> Case[str]:
    """Which way a message goes: by e-mail, by SMS where there is no address."""
    return case((main.c.email.is_not(None), EMAIL), else_=SMS)


def address_of(main: Table) -> ColumnElement[Any]:
    """The e-mail address, or else the mobile."""
    return func.coalesce(main.c.email, main.c.mobile)
