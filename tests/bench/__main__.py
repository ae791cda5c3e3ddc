"""Print tables of everything that is measured; of the slow line alone with `line`, of bulk actions with `bulk`,
of imports with `imports` and the number of rows (100,000), of exports with `exports` and the number of people, of the
start with `start`, of many programs that save at once with `writers`, of the same on a PostgreSQL server with `server`.

`--quick` leaves out the 100,000 people, and all slow lines but that of 9,600 baud and 100 ms.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import bulk, bytes_of_actions, exports, frames, imports, slow_keys, start, writers
from tests.bench.contenders import contenders
from tests.bench.measuring import HEAD, Figure

_GOALS = {
    "open": 50.0,
    "sort, by each column in turn": 50.0,
    "filter, five sorts of": 50.0,
    "longest wait of the event loop": 50.0,
    "longest turn while a form opens": 50.0,
}
_UNITS = {"resident memory": "MB"}
_ROWS = 100_000
"""Rows of an imported file."""
_MANY = 300_000
"""Rows from which one round is enough."""


def _made(folder: Path, people: int) -> Path:
    path = folder / f"{people}.db"
    if path.exists():
        return path
    command = [sys.executable, "-m", "fleet_tui", "demo", str(path), "--people", str(people), "--seed", "1"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return path


def _apart(module: str, database: Path) -> dict[str, list[float]]:
    """What a benchmark finds in a process of its own."""
    command = [sys.executable, "-m", f"tests.bench.{module}", str(database)]
    found: dict[str, list[float]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def _line(folder: Path, *, quick: bool) -> None:
    all_of_them = contenders(_made(folder, 500), folder)
    named = {contender.name: contender for contender in all_of_them}
    print(bytes_of_actions.table(all_of_them, folder), flush=True)
    ours = [named[name] for name in ("rich", "lean", "vt100")]
    print("\n" + frames.table(ours, named["Textual's"], folder, times=1 if quick else 3) + "\n", flush=True)
    slow = [named[name] for name in ("lean", "Textual's", "neomutt", "neomutt ->") if name in named]
    for row in slow_keys.tables(slow, folder, quick=quick):
        print(row, flush=True)


def _start(folder: Path) -> None:
    print(HEAD)
    for figure in start.measure(_made(folder, 10_000), folder):
        print(figure, flush=True)


def _bulk(folder: Path, *, quick: bool) -> None:
    """100, 10,000 and 100,000 of 100,000 technicians; quickly, of 7,000."""
    database = _made(folder, 10_000 if quick else 143_000)
    for people, rounds in ((100, 5), (5_000, 3)) if quick else ((100, 7), (10_000, 5), (100_000, 3)):
        print(f"\n{people:,} marked people\n{HEAD}")
        for figure in bulk.figures(database, people, rounds):
            print(figure, flush=True)


def _imports(folder: Path, rows: int) -> None:
    """Rows of new technicians, and the saves of others meanwhile."""
    print(f"\n{rows:,} rows of a file\n{HEAD}")
    for figure in imports.figures(folder, rows, 1 if rows > _MANY else 3):
        print(figure, flush=True)
    for figure in imports.saves_beside(folder, rows):
        print(figure, flush=True)


def _exports(folder: Path, people: int) -> None:
    """All fields of everybody."""
    print(f"\n{people:,} exported people\n{HEAD}")
    formats = ("csv", "json", "xlsx") if people < _ROWS else ("csv", "json")  # XLSX takes five times as long
    for figure in exports.figures(_made(folder, people), people, 1 if people >= _MANY else 3, formats):
        print(figure, flush=True)


def _writers(folder: Path, *, quick: bool) -> None:
    """Saves of many programs at once, and beside a bulk run of 65,000 of 100,000 people."""
    print(f"\n{HEAD}")
    for figure in writers.figures(_made(folder, 10_000), folder, quick=quick):
        print(figure, flush=True)
    for figure in writers.beside_bulk(_made(folder, 10_000 if quick else 100_000), folder, quick=quick):
        print(figure, flush=True)


def _number() -> int:
    """The number among the arguments."""
    return next((int(word) for word in sys.argv[1:] if word.isdigit()), 10_000 if "--quick" in sys.argv else _ROWS)


def main() -> None:
    """Measure and print."""
    if "line" in sys.argv:
        with tempfile.TemporaryDirectory(prefix="fleet-tui-bench-") as name:
            _line(Path(name), quick="--quick" in sys.argv)
        return
    if "start" in sys.argv:
        with tempfile.TemporaryDirectory(prefix="fleet-tui-bench-") as name:
            _start(Path(name))
        return
    if "bulk" in sys.argv:
        with tempfile.TemporaryDirectory(prefix="fleet-tui-bench-") as name:
            _bulk(Path(name), quick="--quick" in sys.argv)
        return
    if "server" in sys.argv:
        with tempfile.TemporaryDirectory(prefix="fleet-tui-bench-") as name:
            print(f"\non a server\n{HEAD}")
            quick = "--quick" in sys.argv
            for figure in writers.figures_on_server(_made(Path(name), 10_000), Path(name), quick=quick):
                print(figure, flush=True)
        return
    if "writers" in sys.argv:
        with tempfile.TemporaryDirectory(prefix="fleet-tui-bench-") as name:
            _writers(Path(name), quick="--quick" in sys.argv)
        return
    if "imports" in sys.argv:
        with tempfile.TemporaryDirectory(prefix="fleet-tui-bench-") as name:
            _imports(Path(name), _number())
        return
    if "exports" in sys.argv:
        with tempfile.TemporaryDirectory(prefix="fleet-tui-bench-") as name:
            _exports(Path(name), _number())
        return
    sizes = (500, 10_000) if "--quick" in sys.argv else (500, 10_000, 100_000)
    with tempfile.TemporaryDirectory(prefix="fleet-tui-bench-") as name:
        folder = Path(name)
        databases = {people: _made(folder, people) for people in sizes}
        _start(folder)
        for what, samples in _apart("forms", databases[500]).items():
            print(Figure(what, samples, _GOALS.get(what)), flush=True)
        memory: dict[int, float] = {}
        for people, database in databases.items():
            print(f"\n{people:,} people")
            for what, samples in _apart("lists", database).items():
                print(Figure(what, samples, _GOALS.get(what), _UNITS.get(what, "ms")), flush=True)
                if what == "resident memory":
                    memory[people] = samples[0]
        more = memory[sizes[-1]] - memory[sizes[0]]
        print(f"\n{Figure(f'memory at {sizes[-1]:,} over that at {sizes[0]:,}', [more], 20.0, 'MB')}\n")
        _bulk(folder, quick="--quick" in sys.argv)
        _exports(folder, 10_000 if "--quick" in sys.argv else _ROWS)
        _imports(folder, 10_000 if "--quick" in sys.argv else _ROWS)
        _writers(folder, quick="--quick" in sys.argv)
        _line(folder, quick="--quick" in sys.argv)


if __name__ == "__main__":
    main()
