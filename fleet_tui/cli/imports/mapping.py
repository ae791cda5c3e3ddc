"""What the columns of the file are, as the arguments say it: a file of it, defaults, and the order of dates."""

from __future__ import annotations

import argparse
import json
import shlex
from dataclasses import replace
from pathlib import Path

from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.filters.line.vocabulary import near
from fleet_tui.domain.imports.as_json import BadMap, from_json
from fleet_tui.domain.imports.mapping import ImportMapping, ambiguous_dates, missing
from fleet_tui.domain.imports.row import read_defaults
from fleet_tui.domain.imports.targets import ID, default_fields
from fleet_tui.domain.text import displayable
from fleet_tui.services.imports.file import ImportFile
from fleet_tui.services.services import Services

_MOST = 1_000_000
"""Bytes of a mapping file; a larger one is another file."""
_MAPPING = "mapping"
_PERSONAL = (Kind.TEXT, Kind.EMAIL)
"""Kinds of required field that cannot be the same for everybody."""


def chosen_mapping(services: Services, file: ImportFile, arguments: argparse.Namespace) -> ImportMapping:
    """The mapping for the file. Ends with wrong usage when an argument is wrong or the file needs one more.

    Raises:
        Refusal: the mapping file cannot be read.
    """
    mapping = file.mapping
    try:
        if arguments.map is not None:
            mapping = _from_file(file, arguments.map)
        given = dict(read_default(file.kind, text) for text in arguments.default)
    except (BadMap, BadValue) as bad:
        arguments.wrong(str(bad))
        raise
    mapping = replace(mapping, defaults=tuple((dict(mapping.defaults) | given).items()))
    if arguments.day_first or arguments.month_first:
        mapping = replace(mapping, day_first=arguments.day_first)
    for sentence in read_defaults(mapping).problems.values():
        arguments.wrong(sentence)
    lacking = missing(mapping)
    if arguments.only != "changes" and lacking and _may_add(mapping, lacking):
        arguments.wrong(_missing_words(services, lacking))
    if ambiguous_dates(mapping, [row.cells for row in file.head.samples]):
        arguments.wrong("the file has dates like 03/04/2026: say --day-first or --month-first")
    return mapping


def _may_add(mapping: ImportMapping, lacking: tuple[Field, ...]) -> bool:
    """Whether the file may have new people: it has names and addresses, and no ids."""
    return ID not in mapping.targets and not any(field.kind in _PERSONAL for field in lacking)


def read_default(kind: PersonKind, text: str) -> tuple[str, str]:
    """The name of the field and the value in `FIELD=VALUE`.

    Raises:
        BadValue: it names no field, or no value.
    """
    written, sign, value = text.partition("=")
    fields = default_fields(kind)
    name = written.strip().casefold()
    if not sign or not value.strip():
        raise BadValue(f"“{displayable(text)}” gives no value: write --default FIELD=VALUE, like type=managed")
    if name not in fields:
        words = {title: one.name for one in fields.values() for title in (one.label, one.title, one.name)}
        meant = near(written, words)
        hint = f"did you mean {words[meant]}?" if meant else f"these can be given: {', '.join(fields)}"
        raise BadValue(f"“{displayable(written)}” is no field that a file can give: {hint}")
    return name, value.strip()


def _missing_words(services: Services, fields: tuple[Field, ...]) -> str:
    """Which fields new people would lack, and the arguments that give them."""
    labels = ", ".join(field.label for field in fields)
    examples = " ".join(f"--default {shlex.quote(f'{field.name}={_example(services, field)}')}" for field in fields)
    return f"no column has what everybody who is new needs ({labels}): give it for all of them, like {examples}"


def _example(services: Services, field: Field) -> str:
    """A value that the field takes: the one that most people have, of a list."""
    if field.source is not None:
        offered = [entry for entry in services.lists.entries(field.source, retired=True) if not entry.retired]
        return max(offered, key=lambda entry: entry.used_by).name if offered else "…"
    return next((choice.value for choice in field.choices), "…")


def _from_file(file: ImportFile, path: str) -> ImportMapping:
    """The mapping in a file: by itself, or within all that `--format json` printed."""
    shown = displayable(path)
    try:
        with Path(path).expanduser().open("rb") as opened:
            content = opened.read(_MOST + 1)
    except OSError as error:
        raise Refusal(f"{shown} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    if len(content) > _MOST:
        raise Refusal(f"{shown} is too large for a mapping: keep only what stands under “{_MAPPING}”.")
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise BadValue(f"{shown} is no JSON: give a file with the “{_MAPPING}” that --format json prints") from None
    if isinstance(data, dict) and isinstance(data.get(_MAPPING), dict):
        data = data[_MAPPING]
    return from_json(file.kind, file.head.titles, data, file.mapping)
