"""Dataclass fields declare settings; one loop reads them from the command line, the environment and the file.

The command line goes before the environment, the environment before the file, the file before the field's default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from fleet_tui.domain.errors import BadValue, Refusal

_METADATA = "setting"

Reader = Callable[[Any], object]
"""Turns a value of the file or of a variable into the program's own, or raises `WrongValue`."""


class WrongSettings(Refusal):
    """A settings file or variable cannot be used: which, what is wrong with it and what would be right."""


class WrongEntry(BadValue):
    """One entry of the settings file is wrong: `name` is its key with those of its tables, like `mail.port`."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


class WrongValue(Exception):
    """A reader refuses a value; `part` is a dot and the key of the wrong entry, where the value is a table."""

    def __init__(self, part: str = "") -> None:
        super().__init__(part)
        self.part = part


class Variable(NamedTuple):
    """An environment variable that goes before the file; `wrong` ends its error, `{value}` standing for its text."""

    name: str
    read: Reader
    wrong: str = ""


class Source(Enum):
    """What gives the value of a setting, the first that has one."""

    OPTION = "option"
    VARIABLE = "environment"
    FILE = "file"
    DEFAULT = "default"


class Setting(NamedTuple):
    """A setting as users know it; `right` says in its error what a value is."""

    name: str
    read: Reader
    right: str
    variable: Variable | None = None

    @property
    def key(self) -> str:
        """Its key inside its own table: `host` of `mail.host`."""
        return self.name.rpartition(".")[2]


def setting(name: str, read: Reader, right: str, variable: Variable | None = None) -> dict[str, Setting]:
    """The metadata of a dataclass field that holds this setting."""
    return {_METADATA: Setting(name, read, right, variable)}


def declared(of: type) -> dict[str, Setting]:
    """The settings of a dataclass by the names of their fields; fields without one are not set by users."""
    return {field.name: field.metadata[_METADATA] for field in fields(of) if _METADATA in field.metadata}


def known_keys(of: type) -> tuple[str, ...]:
    """The keys that a table for this dataclass may have."""
    return tuple(each.key for each in declared(of).values())


def read_settings(
    of: type, table: Mapping[str, object], environ: Mapping[str, str], arguments: Mapping[str, object]
) -> dict[str, Any]:
    """The values that are set, by field; `arguments` are the command line's, by field too, None where it says nothing.

    Raises:
        WrongEntry: a value of the table is wrong.
        WrongSettings: a variable is wrong.
    """
    values: dict[str, Any] = {}
    for field, each in declared(of).items():
        source = source_of(each, table, environ, arguments.get(field))
        if source is Source.OPTION:
            values[field] = arguments[field]
        elif source is Source.VARIABLE and each.variable:
            values[field] = _from_variable(each.variable, environ[each.variable.name])
        elif source is Source.FILE:
            values[field] = _from_file(each, table[each.key])
    return values


def source_of(each: Setting, table: Mapping[str, object], environ: Mapping[str, str], argument: object) -> Source:
    """What gives the value of a setting: the first that has one."""
    if argument:
        return Source.OPTION
    if each.variable and environ.get(each.variable.name):
        return Source.VARIABLE
    return Source.FILE if each.key in table else Source.DEFAULT


def _from_variable(variable: Variable, text: str) -> object:
    try:
        return variable.read(text)
    except WrongValue:
        raise WrongSettings(f"{variable.name} {variable.wrong.format(value=text)}") from None


def _from_file(each: Setting, value: object) -> object:
    try:
        return each.read(value)
    except WrongValue as wrong:
        name = f"{each.name}{wrong.part}"
        raise WrongEntry(name, f"“{name}” is {each.right}.") from None


def one_of(words: tuple[str, ...]) -> Reader:
    """A reader of one of these words."""

    def read(value: object) -> object:
        if value not in words:
            raise WrongValue
        return value

    return read


def is_server(place: str) -> bool:
    """Whether a text names a database on a server, and no file."""
    return "://" in place


def has_password(place: str) -> bool:
    """Whether the address of a server has a password in it."""
    return bool(_PASSWORD.search(place))


_PASSWORD = re.compile(r"://[^/@?]*:[^/?]*@|[?&]password=")


def file_or_server(value: object) -> Path | str:
    """The absolute path that a text names, or the address of a server as it stands."""
    return value if isinstance(value, str) and is_server(value) else full_path(value)


def full_path(value: object) -> Path:
    """The absolute path that a text names; `~` is the user's home."""
    path = Path(value).expanduser() if isinstance(value, str) and value.strip() else None
    if path is None or not path.is_absolute():
        raise WrongValue
    return path
