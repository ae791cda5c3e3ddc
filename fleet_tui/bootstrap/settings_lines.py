"""Finds the line of a settings file that a setting is on, to say where something is wrong."""

from __future__ import annotations

import re

_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")


def line_of(text: str, name: str) -> int | None:
    """The number of the line, from 1, that sets `name`, like `line`, `mail.port` or `keys.list.add`; else its table's.

    None when neither is there, as in a table that is written in one line.
    """
    table, at = "", None
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _TABLE.match(line):
            table = f"{_plain(found[1])}."
            if _within(name, table[:-1]):
                at = number
        elif found := _KEY.match(line):
            key = table + _plain(found[1])
            if key == name:
                return number
            if _within(name, key):
                at = number
    return at


def _plain(dotted: str) -> str:
    return re.sub(r"""["'\s]""", "", dotted)


def _within(name: str, key: str) -> bool:
    return name == key or name.startswith(f"{key}.")
