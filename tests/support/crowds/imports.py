"""An import that is repeated with other values until the program is killed."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.tabular.source import BytesSource
from tests.support.people import EMPLOYEES, services_on


def rows_of(number: int, people: int) -> bytes:
    """A file that changes everybody who is there, adds as many again, and brings an entry of a list."""
    rows = "".join(
        f"Ann {each},ann.{each}@example.com,Unit {number},Unit {number}\n" for each in range(people * (number + 1))
    )
    return f"Name,Email,Position,Business Unit\n{rows}".encode()


def import_until_killed(path: Path, people: int, first: int, acknowledge: Connection) -> None:
    """Import one file after the other, and say each that is done."""
    services = services_on(path)
    number = first
    while True:
        file = services.imports.open(BytesSource("people.csv", rows_of(number, people)), EMPLOYEES)
        plan = services.imports.plan(file, replace(file.mapping, defaults=(("role", "Office"),)))
        outcome = services.imports.run(plan)
        assert outcome.counts() == {Verdict.NEW: people, Verdict.CHANGES: people * number} or not number
        acknowledge.send(number + 1)
        number += 1
