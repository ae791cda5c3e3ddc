"""Exports: all fields of everybody, beside a bare cursor over the same tables whose rows `csv` writes.

Each part runs in a process of its own, so that memory can be compared:
`python -m tests.bench.exports csv DATABASE FILE` prints what it took as JSON, and so do `xlsx`, `json` and `bare`.
"""

from __future__ import annotations

import csv
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.measuring import Figure, resident

_BARE = (
    "SELECT * FROM technician JOIN technician_detail USING (id)",
    "SELECT * FROM technician_link",
    "SELECT * FROM employee JOIN employee_detail USING (id)",
    "SELECT * FROM employee_link",
    "SELECT * FROM permission_override",
)
"""Everything that an export reads, whole tables in the order in which they lie."""
_RATIO, _MEMORY = "CSV as a ratio to the cursor", "more memory at the peak"
_GOALS = {_RATIO: 4.0, f"csv: {_MEMORY}": 60.0}
"""A quarter of the cursor's speed. The ids of a million people take eight megabytes."""


def figures(database: Path, people: int, rounds: int, formats: tuple[str, ...] = ("csv",)) -> Iterator[Figure]:
    """Exports of a database of so many people, so many times, and the bare cursor beside each."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        took = _apart("bare", database)
        for name in formats:
            took |= {f"{name}: {what}": value for what, value in _apart(name, database).items()}
        took[_RATIO] = took["csv: whole"] / took["the bare cursor and csv"]
        for what, value in took.items():
            found.setdefault(what, []).append(value)
    for what, samples in found.items():
        unit = "x" if what == _RATIO else "MB" if what.endswith(_MEMORY) else "ms"
        yield Figure(f"{people:,} people: {what}", samples, _GOALS.get(what), unit)


def _apart(part: str, database: Path) -> dict[str, float]:
    """What a part takes in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.exports", part, str(database), str(database.with_suffix(f".{part}"))]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def _export(name: str, database: Path, path: Path) -> dict[str, float]:
    """Both kinds of people, and the memory over that of the open program."""
    from fleet_tui.domain.exports.request import ExportFormat, ExportRequest
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.domain.filters.conditions import Filter
    from fleet_tui.domain.filters.query import ListQuery
    from tests.support.people import services_on

    services = services_on(database, "bench")
    services.people.revision()
    gc.collect()
    gc.freeze()  # as the program does when it starts
    before, peak = resident(), 0.0
    start = time.perf_counter()
    for kind in PersonKind:
        request = ExportRequest(ListQuery(kind, ("name",), Filter()), ExportFormat[name.upper()], all_fields=True)
        with path.open("wb") as file:
            for piece in services.exports.pieces(request):
                file.write(piece)
                peak = max(peak, resident() - before)
    took = (time.perf_counter() - start) * 1000
    services.database.close()
    return {"whole": took, _MEMORY: peak}


def _bare(database: Path, path: Path) -> dict[str, float]:
    from fleet_tui.storage.db.engine import connect
    from fleet_tui.storage.db.sqlite_library import choose_library

    connection = connect(database, choose_library(), read_only=True)
    start = time.perf_counter()
    for statement in _BARE:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(connection.execute(statement))
    took = (time.perf_counter() - start) * 1000
    connection.close()
    return {"the bare cursor and csv": took}


if __name__ == "__main__":
    _part, _database, _path = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    _run: Callable[[], dict[str, float]] = (
        (lambda: _bare(_database, _path)) if _part == "bare" else (lambda: _export(_part, _database, _path))
    )
    print(json.dumps(_run()))
    _path.unlink()
