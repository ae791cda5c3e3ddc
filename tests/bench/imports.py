"""Imports: plan and run of new technicians, beside `csv` and the bare INSERT of the same rows.

Each part runs in a process of its own, so that memory can be compared:
`python -m tests.bench.imports import DATABASE FILE` prints what it took as JSON, and so do `bare` and `saves`.
"""

from __future__ import annotations

import csv
import gc
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from tests.bench.measuring import Figure, resident

TITLES = (
    "First Name",
    "Last Name",
    "Work Email",
    "Mobile Phone",
    "Job Title",
    "Team",
    "Street",
    "City",
    "State",
    "ZIP",
    "Daily Revenue Goal",
    "Status",
)
"""What HR programs and field service programs export of a technician."""
DEFAULTS = (("type", "managed"), ("role", "Technician"), ("positions", "Service"))
_FIRST = ("Ann", "Bob", "Cid", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida", "Joe", "Kim", "Lou", "Mia")
_LAST = ("Abbott", "Bishop", "Carver", "Dalton", "Ellis", "Foster", "Greene", "Hobbs", "Ingram", "Jarvis", "Keller")
_TEAMS = ("North", "South", "East", "West")
_AT_ONCE = 5_000
_EVERY = 0.05
"""Seconds between two saves of others: more often than a person types."""
_TABLES = {"technician": "id", "technician_detail": "id", "technician_link": "person", "history": "id"}
"""The tables that an import fills, each with the number by which its rows lie."""
_RATIO, _MEMORY, _P99, _WORST = "as a ratio to the INSERT", "more memory at the peak", "99 of 100 saves", "worst save"
_PROCESSOR = "the same in processor time"
"""Says more where other programs keep the machine busy."""
_OURS, _THEIRS = "processor time of the import", "processor time of the INSERT"
_GOALS = {_RATIO: 4.0, _PROCESSOR: 4.0, _MEMORY: 150.0, _P99: 250.0, _WORST: 2_000.0}
_UNITS = {_RATIO: "x", _PROCESSOR: "x", _MEMORY: "MB", "saves": "", "saves refused": ""}


def write_people(path: Path, people: int) -> None:
    """Write a file of so many technicians, all different, the same for the same number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(TITLES)
        out.writerows(_row(number) for number in range(people))


def _row(number: int) -> tuple[object, ...]:
    first, last = _FIRST[number % len(_FIRST)], _LAST[number // len(_FIRST) % len(_LAST)]
    exchange, line = 201 + number // 10_000, number % 10_000
    return (
        first,
        f"{last} {number}",
        f"{first}.{last}.{number}@example.com".lower(),
        f"(303) {exchange}-{line:04}",
        "Service",
        _TEAMS[number % len(_TEAMS)],
        f"{number % 9_000 + 1} Main St",
        "Denver",
        "CO",
        f"{80_000 + number % 999:05}",
        f"{number % 60 + 150}.50",
        "Active",
    )


def figures(folder: Path, people: int, rounds: int) -> Iterator[Figure]:
    """An import of so many rows, so many times, each time into a new database, and the same rows bare."""
    from tests.support.people import services_on

    source, empty = folder / f"{people}.csv", folder / "empty.db"
    write_people(source, people)
    services_on(empty).database.close()
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        imported, bare = (Path(shutil.copy(empty, folder / name)) for name in ("imported.db", "bare.db"))
        took = _apart("import", imported, source)
        took |= _apart("bare", bare, source, imported)
        took[_RATIO] = (took["plan"] + took["run, with history"]) / took["csv and the bare INSERT"]
        took[_PROCESSOR] = took.pop(_OURS) / took.pop(_THEIRS)
        for what, value in took.items():
            found.setdefault(what, []).append(value)
        for path in (imported, bare):
            path.unlink()
    for what, samples in found.items():
        yield Figure(f"{people:,} rows: {what}", samples, _GOALS.get(what), _UNITS.get(what, "ms"))


def saves_beside(folder: Path, people: int) -> Iterator[Figure]:
    """How long the saves of a second process take while so many rows are planned and written."""
    from tests.support.people import TECHNICIANS, added, services_on

    source, path = folder / f"{people}.csv", folder / "shared.db"
    write_people(source, people)
    services = services_on(path)
    person = added(services, TECHNICIANS, name="Zed Zoller", mobile=None, email="zed@example.org").id
    services.database.close()
    command = [sys.executable, "-m", "tests.bench.imports", "saves", str(path), str(person)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin
        assert other.stdout
        other.stdout.readline()
        _apart("import", path, source)
        found = json.loads(other.communicate("")[0])
    took = sorted(found["took"])
    hundredths = quantiles(took, n=100, method="inclusive") if len(took) > 1 else took * 99
    words = {"saves": len(took), "saves refused": found["refused"]}
    words |= {"the middle save": hundredths[49], _P99: hundredths[98], _WORST: took[-1]}
    for what, value in words.items():
        yield Figure(f"beside {people:,} rows: {what}", [value], _GOALS.get(what), _UNITS.get(what, "ms"))


def _apart(part: str, *arguments: object) -> dict[str, float]:
    """What a part takes in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.imports", part, *map(str, arguments)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def _import(database: Path, source: Path) -> dict[str, float]:
    """Plan and run, as the command does it, and the memory over that of the open program."""
    from dataclasses import replace

    from fleet_tui.domain.bulk.plan import Verdict
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.tabular.source import FileSource
    from tests.support.people import services_on

    services = services_on(database, "bench")
    imports = services.imports
    services.lists.vocabulary(PersonKind.TECHNICIAN)
    gc.collect()
    gc.freeze()  # as the program does when it starts
    before = resident()
    start, processor = time.perf_counter(), time.process_time()
    file = imports.open(FileSource(source), PersonKind.TECHNICIAN)
    plan = imports.plan(file, replace(file.mapping, defaults=DEFAULTS), lambda done, whole: None)
    planned = time.perf_counter()
    outcome = imports.run(plan, lambda done, whole: None)
    done, processor = time.perf_counter(), time.process_time() - processor
    counts = outcome.counts()
    if counts[Verdict.NEW] != len(outcome):
        raise SystemExit(f"not all rows were added: {counts}, {plan.of(0)}")
    services.database.close()
    return {
        "plan": (planned - start) * 1000,
        "run, with history": (done - planned) * 1000,
        _OURS: processor,
        _MEMORY: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3 - before,
    }


def _bare(database: Path, source: Path, imported: Path) -> dict[str, float]:
    """Read the file with `csv`, and insert the rows that the import made into the same tables of a new database.

    The rows come out of the imported database between the measured times, some at a time.
    """
    from fleet_tui.storage.opening import open_database

    watch = _Stopwatch()
    with watch, source.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass
    opened, made = open_database(database), open_database(imported)
    with made.read() as theirs:
        writing = opened.write()
        with watch:
            ours = writing.__enter__()
        for table, number in _TABLES.items():
            known = ours.exec_driver_sql(f"SELECT coalesce(max({number}), 0) FROM {table}").scalar()
            rows = theirs.exec_driver_sql(f"SELECT * FROM {table} WHERE {number} > ?", (known,))
            places = ", ".join("?" * len(rows.keys()))
            _insert(ours, f"INSERT INTO {table} VALUES ({places})", map(tuple, rows), watch)
        with watch:
            writing.__exit__(None, None, None)
    return {"csv and the bare INSERT": watch.took * 1000, _THEIRS: watch.processor}


class _Stopwatch:
    """Adds up the seconds, and those of the processor, of the blocks that it stands before."""

    def __init__(self) -> None:
        self.took = self.processor = 0.0

    def __enter__(self) -> None:
        self._start = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.took += time.perf_counter() - self._start[0]
        self.processor += time.process_time() - self._start[1]


def _insert(connection: Any, statement: str, rows: Iterator[Sequence[Any]], watch: _Stopwatch) -> None:
    """Insert the rows; getting them is not measured."""
    raw = connection.connection.driver_connection
    while some := list(islice(rows, _AT_ONCE)):
        with watch:
            raw.executemany(statement, some)


def _saves(database: Path, person: int) -> dict[str, object]:
    """Save the memo of a person at intervals until standard input ends."""
    import select

    from fleet_tui.domain.errors import Refusal
    from tests.support.people import TECHNICIANS, services_on

    services = services_on(database, "other")
    profile = services.people.profile(TECHNICIANS, person)
    took, refused, number = [], 0, 0
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], _EVERY)[0]:
        number += 1
        start = time.perf_counter()
        try:
            profile = services.people.save(
                TECHNICIANS, person, profile.version, profile.values | {"memo": f"Rides with Bob, {number}."}
            ).profile
        except Refusal:
            refused += 1
        took.append((time.perf_counter() - start) * 1000)
    services.database.close()
    return {"took": took, "refused": refused}


if __name__ == "__main__":
    what, database, *more = sys.argv[1:]
    if what == "import":
        print(json.dumps(_import(Path(database), Path(more[0]))))
    elif what == "bare":
        print(json.dumps(_bare(Path(database), *map(Path, more))))
    else:
        print(json.dumps(_saves(Path(database), int(more[0]))))
