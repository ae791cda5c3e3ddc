"""Many programs that save at once, beside the bare rows of the same saves with their history.

Each writer is a process of its own: `python -m tests.bench.writers PART DATABASE SEED SAVES` says "ready", begins with
a line on standard input, and prints its saves as JSON. DATABASE may be the address of a server.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from fleet_tui.cli.arguments import place
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.db.database import Database
from tests.bench.measuring import Figure

Copy = Callable[[Path, Path], Path | str]

_SETS = ((8, 200), (32, 100))
"""How many programs save at once, and how often each."""
_QUICK = ((4, 25),)
_WRITERS = 64
"""More than write at once."""
_BULK = 65_000
"""People of a bulk run beside which others save."""
_RATIO, _P99, _WORST, _REFUSED = "saves over the bare rows", "99 of 100 saves", "worst save", "saves refused"
_UNITS = {_RATIO: "x", _REFUSED: "", "saves a second": "", "bare rows a second": "", "saves": ""}


def figures(database: Path, folder: Path, *, quick: bool, copy: Copy | None = None) -> Iterator[Figure]:
    """Saves and bare rows by as many programs, each on a copy of the database."""
    for writers, each in _QUICK if quick else _SETS:
        took, refused, seconds = _together("save", (copy or _copy)(database, folder), writers, each)
        _, _, bare = _together("bare", (copy or _copy)(database, folder), writers, each)
        head = f"{writers} programs, {each} saves each"
        rates = {"saves a second": writers * each / seconds, "bare rows a second": writers * each / bare}
        yield from (Figure(f"{head}: {what}", [rate], None, "") for what, rate in rates.items())
        yield Figure(f"{head}: {_RATIO}", [bare / seconds], 0.1, "x")
        yield from _waits(head, took, refused)


def figures_on_server(database: Path, folder: Path, *, quick: bool) -> Iterator[Figure]:
    """The same on a server, which writes to its disk as a server in use does."""
    from fleet_tui.cli.main import main
    from tests.support import servers

    with servers.running(durable=True) as server:

        def copy(path: Path, _: Path) -> str:
            address = server.address(server.make())
            assert main(["copy", "--from", str(path), "--to", address]) == 0
            server.sql("ANALYZE", address.partition("@/")[2].partition("?")[0])
            return address

        yield from figures(database, folder, quick=quick, copy=copy)
        yield from beside_bulk(database, folder, quick=quick, copy=copy)


def beside_bulk(database: Path, folder: Path, *, quick: bool, copy: Copy | None = None) -> Iterator[Figure]:
    """Saves of 8 programs while another changes very many people at once."""
    people, path = 2_000 if quick else _BULK, (copy or _copy)(database, folder)
    command = [sys.executable, "-m", "tests.bench.writers", "bulk", str(path), "0", str(people)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as bulk:
        writers = [_start("until", path, number, 0) for number in range(1, 9)]
        for process in (bulk, *writers):
            _line(process)
        for process in (*writers, bulk):
            _tell(process, "go")
        run = json.loads(_line(bulk))
    found = [json.loads(process.communicate("end")[0]) for process in writers]
    took = [one for each in found for one in each["took"]]
    head = f"beside a bulk run of {people:,}"
    yield Figure(f"{head}: the run", [run["seconds"] * 1000])
    yield Figure(f"{head}: saves", [len(took)], None, "")
    yield from _waits(head, took, sum(each["refused"] for each in found))


def _waits(head: str, took: Sequence[float], refused: int) -> Iterator[Figure]:
    ordered = sorted(took)
    yield Figure(f"{head}: the middle save", [ordered[len(ordered) // 2]])
    yield Figure(f"{head}: {_P99}", [ordered[int(len(ordered) * 0.99)]], 250.0)
    yield Figure(f"{head}: {_WORST}", [ordered[-1]], 2_000.0)
    yield Figure(f"{head}: {_REFUSED}", [refused], 0.0, "")


def _copy(database: Path, folder: Path) -> Path:
    path = folder / "writers.db"
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    return Path(shutil.copy(database, path))


def _start(part: str, path: Path | str, seed: int, saves: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.bench.writers", part, str(path), str(seed), str(saves)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def _tell(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdin
    process.stdin.write(f"{word}\n")
    process.stdin.flush()


def _together(part: str, path: Path | str, writers: int, each: int) -> tuple[list[float], int, float]:
    """Milliseconds of each save, how many were refused, and the seconds from the first to the last."""
    processes = [_start(part, path, seed, each) for seed in range(writers)]
    for process in processes:
        _line(process)
    start = time.perf_counter()
    for process in processes:
        _tell(process, "go")
    found = [json.loads(process.communicate()[0]) for process in processes]
    seconds = time.perf_counter() - start
    return [one for each in found for one in each["took"]], sum(each["refused"] for each in found), seconds


def _services(path: Path | str, actor: str) -> Services:
    from tests.support.people import services_on

    if isinstance(path, Path):
        return services_on(path, actor)
    return Services(Context(_opened(path), SystemActor(actor)), Path(tempfile.gettempdir()) / "drafts")


def _opened(path: Path | str) -> Database:
    from fleet_tui.storage.db.postgres.address import parse_address
    from fleet_tui.storage.opening import open_database
    from fleet_tui.storage.server import open_server

    if isinstance(path, Path):
        return open_database(path)
    return open_server(parse_address(path), Path(tempfile.gettempdir()) / "servers")


def _save(path: Path | str, seed: int, saves: int) -> dict[str, Any]:
    """Open a profile and save its memo, so often; without a number, until standard input has another line.

    Each writer has people of its own, so that no save meets another's, and waits as what a user has asked for does.
    """
    import select

    from fleet_tui.domain.errors import Refusal, Stale
    from fleet_tui.domain.waiting import Waiting, waiting_as
    from tests.support.people import TECHNICIANS

    services = _services(path, f"writer {seed}")
    with services.database.read() as connection:
        ids = _ids(connection)[seed::_WRITERS]
    chosen, took, refused, number = random.Random(seed), [], 0, 0
    first = services.people.profile(TECHNICIANS, ids[0])
    with waiting_as(Waiting()):
        services.people.save(TECHNICIANS, first.id, first.version, {"memo": "x"})
    print("ready", flush=True)
    sys.stdin.readline()
    while number < saves or not (saves or select.select([sys.stdin], [], [], 0)[0]):
        number += 1
        id = chosen.choice(ids)
        version = services.people.profile(TECHNICIANS, id).version
        start = time.perf_counter()
        try:
            with waiting_as(Waiting()):
                try:
                    services.people.save(TECHNICIANS, id, version, {"memo": f"Rides with Bob, {seed} {number}."})
                except Stale as stale:  # the bulk run changed another field: the form saves both
                    services.people.save(TECHNICIANS, id, stale.version, {"memo": f"Rides with Bob, {seed} {number}."})
        except Refusal:
            refused += 1
        took.append((time.perf_counter() - start) * 1000)
    services.database.close()
    return {"took": took, "refused": refused}


def _ids(connection: Any) -> list[int]:
    """Technicians whose profiles can be saved as they are."""
    found = connection.exec_driver_sql("SELECT id FROM technician WHERE email IS NOT NULL AND type IS NOT NULL")
    return [row[0] for row in found]


def _bare(path: Path | str, seed: int, saves: int) -> dict[str, Any]:
    """The rows of such a save: version, memo, and an entry of the history chained to the one before."""
    chosen, took = random.Random(seed), []
    with closing(_opened(path)) as database:
        with database.read() as connection:
            ids = _ids(connection)
        print("ready", flush=True)
        sys.stdin.readline()
        for number in range(saves):
            id, start = chosen.choice(ids), time.perf_counter()
            with database.write() as connection:
                _write_rows(connection.connection.driver_connection, id, f"Rides with Bob, {seed} {number}.")
            took.append((time.perf_counter() - start) * 1000)
    return {"took": took, "refused": 0}


def _write_rows(bare: Any, id: int, memo: str) -> None:
    sign = "?" if "sqlite" in type(bare).__module__ else "%s"

    def run(statement: str, values: tuple[object, ...] = ()) -> Any:
        return bare.execute(statement.replace("?", sign), values)

    (before,) = run("SELECT memo FROM technician_detail WHERE id = ?", (id,)).fetchone()
    last, digest, at = run("SELECT id, digest, at FROM history ORDER BY id DESC LIMIT 1").fetchone()
    changes = json.dumps({"memo": [before, memo]})
    digest = hashlib.sha256((digest + changes).encode()).hexdigest()
    run("UPDATE technician SET version = version + 1, changed = ? WHERE id = ?", (at, id))
    run("UPDATE technician_detail SET memo = ? WHERE id = ?", (memo, id))
    run(
        "INSERT INTO history (id, at, who, action, subject_kind, person, subject, changes, digest, author)"
        " VALUES (?, ?, 'bench', 'changed', 'technician', ?, 'X', ?, ?, 'bench')",
        (last + 1, at, id, changes, digest),
    )


def _bulk(path: Path | str, people: int) -> dict[str, Any]:
    """Set a field of so many people, as the command does it."""
    from fleet_tui.domain.bulk.actions import SetField
    from tests.support.people import TECHNICIANS

    services = _services(path, "bulk")
    with services.database.read() as connection:
        ids = [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM technician LIMIT {people}")]
        (team,) = connection.exec_driver_sql("SELECT min(id) FROM list_entry WHERE list = 'teams'").one()
    print("ready", flush=True)
    sys.stdin.readline()
    start = time.perf_counter()
    services.bulk.run(services.bulk.plan(SetField("team", team), TECHNICIANS, ids), lambda done, whole: None)
    seconds = time.perf_counter() - start
    services.database.close()
    return {"seconds": seconds}


if __name__ == "__main__":
    part, path, seed, number = sys.argv[1], place(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    if part == "bulk":
        print(json.dumps(_bulk(path, number)))
    else:
        print(json.dumps(_bare(path, seed, number) if part == "bare" else _save(path, seed, number)))
