"""The addresses of messages, as SQL over the table of a kind (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Case, ColumnElement, Table, case, false, func, literal_column

from fleet_tui.domain.mail.messages import EMAIL, SMS


def channel_of(main: Table) -> Case[str]:
    """The channel of a message: e-mail, or SMS without an e-mail address."""
    return case((main.c.email.is_not(None), EMAIL), else_=SMS)


def address_of(main: Table) -> ColumnElement[Any]:
    """The e-mail address, or else the mobile."""
    return func.coalesce(main.c.email, main.c.mobile)


def reached_at(main: Table, *, email_key: str | None, mobile: str | None) -> ColumnElement[bool]:
    """Whether the person has that e-mail address (as compared), or else that mobile phone (E.164)."""
    if email_key:
        return main.c.email_key == email_key
    # As the index of both kinds has it, letter for letter: only technicians have one of the number alone.
    return func.coalesce(main.c.mobile, literal_column("''")) == mobile if mobile else false()
