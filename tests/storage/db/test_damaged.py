"""A file of which a page is damaged: said in a sentence, and a start that is refused has written nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from fleet_tui.bootstrap import crash
from fleet_tui.bootstrap.run import _come_in
from fleet_tui.bootstrap.services import services_at
from fleet_tui.cli.main import main
from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.storage.check.database import check
from fleet_tui.storage.opening import open_database
from tests.support.opening_commands import COMMANDS
from tests.support.people import EMPLOYEES, TECHNICIANS, load, new_person, services_on, size

PAGE = 4_096
DAMAGE: tuple[Callable[[bytes], bytes], ...] = (
    lambda page: b"\xff" * len(page),
    lambda page: bytes(len(page)),
    lambda page: page[:8] + page[64:] + page[:56],
    lambda page: bytes(255 - byte if place % 97 == 11 else byte for place, byte in enumerate(page)),
)
"""What may have become of a page: overwritten, never written, shifted, some bytes of it changed."""


@pytest.fixture(scope="module")
def whole(own_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with 40 people of each kind, whose administrator sits there."""
    path = Path(shutil.copy(own_file, tmp_path_factory.mktemp("whole") / "fleet.db"))
    services = services_on(path)
    for kind, more in ((TECHNICIANS, {"type": "managed"}), (EMPLOYEES, {})):
        people = ({"name": f"Person {n}", "email": f"{n}@x.org", "positions": ("Sales",)} | more for n in range(40))
        load(services.database, [new_person(kind, values) for values in people])
    services.database.close()
    return path


def damaged(whole: Path, path: Path, page: int, how: Callable[[bytes], bytes]) -> bytes:
    """Copy the file with a damaged page; the bytes that it has then. Its header stays: another test damages that."""
    content = bytearray(whole.read_bytes())
    start = page * PAGE + (100 if page == 0 else 0)
    content[start : (page + 1) * PAGE] = how(bytes(content[start : (page + 1) * PAGE]))
    path.write_bytes(content)
    return bytes(content)


def started(path: Path, folder: Path) -> str:
    """What refuses the start of the app; nothing when it comes in."""
    try:
        with services_at(path, folder / "drafts") as services:
            *_, record = _come_in(services)
            record()
    except DatabaseRefused as refusal:
        return str(refusal)
    return ""


def test_a_start_that_is_refused_has_written_nothing(tmp_path: Path, whole: Path) -> None:
    path, refused = tmp_path / "fleet.db", 0
    for page in range(0, whole.stat().st_size // PAGE, size(2, 1)):
        for how in DAMAGE[page // 2 % 4 :: 4] if page > 3 else DAMAGE:
            before = damaged(whole, path, page, how)
            said = started(path, tmp_path)
            if said:
                refused += 1
                assert str(path) in said
                assert path.read_bytes() == before, page
            for left in ("-wal", "-shm"):
                path.with_name(path.name + left).unlink(missing_ok=True)
    assert refused > 10


def test_check_finds_every_damaged_page_that_is_used(tmp_path: Path, whole: Path) -> None:
    path = tmp_path / "fleet.db"
    for page in range(whole.stat().st_size // PAGE):
        before = damaged(whole, path, page, DAMAGE[0])
        try:
            with closing(open_database(path)) as database:
                assert check(database), page
        except DatabaseRefused:
            pass
        assert path.read_bytes() == before


def test_no_command_ends_in_a_fault_of_its_own(tmp_path: Path, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "report_fault", lambda error: pytest.fail(f"{command} on page {page}: {error!r}"))
    path, pages = tmp_path / "fleet.db", whole.stat().st_size // PAGE
    for number, command in enumerate(COMMANDS):
        for page in range(number, pages, size(24, 1)):
            damaged(whole, path, page, DAMAGE[number % len(DAMAGE)])
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                main([*command.split(), "--database", str(path)])
