"""Every file that the program writes beside SQLite is private, whole or not there, and never a link's target."""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

import fleet_tui
from fleet_tui import private_files
from fleet_tui.bootstrap import crash
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.mail.delivery import OutgoingMessage, Sent
from fleet_tui.mail.folder import FolderSender
from fleet_tui.private_files import Folder, make_folder, write_private
from fleet_tui.services.local.drafts import Drafts
from fleet_tui.services.local.marks import Marks
from fleet_tui.services.local.written_files import WrittenFiles
from fleet_tui.storage.db.secret_file import key_of, key_path
from tests.support.people import NOON, TECHNICIANS, files_in

PACKAGE = Path(fleet_tui.__file__).parent
LETTER = OutgoingMessage("0123abcd", "email", "Ann Porter", "ann@example.com", "Your account", "Hello Ann")


def _key(folder: Path) -> Path:
    database = folder / "fleet.db"
    if not database.exists():
        database.touch(0o600)
        database.chmod(0o600)
    key_of(database)
    return key_path(database)


def _draft(folder: Path) -> Path:
    Drafts(folder).keep("k", {"name": "Ann"}, None)
    return folder / "k.json"


def _marks(folder: Path) -> Path:
    Marks(folder).keep(TECHNICIANS, {1, 2})
    return folder / "marks-technicians.json"


def _message(folder: Path) -> Path:
    if FolderSender(folder, "fleet@depot.example", lambda: NOON).send(LETTER) != Sent():
        raise OSError
    return folder / "0123abcd.eml"


def _text(folder: Path) -> Path:
    return files_in(folder).write_lines("people.tsv", ["a"], replace=True)


def _record(folder: Path) -> Path:
    WrittenFiles(folder).keep(Path("/a/people.tsv"), "0" * 64)
    (path,) = folder.glob("????????????????????????????????????????????????????????????????")
    return path


WRITERS: dict[str, Callable[[Path], Path]] = {
    "draft": _draft,
    "marks": _marks,
    "message": _message,
    "report": lambda folder: crash.keep(ValueError("x"), folder),
    "key": _key,
    "text": _text,
    "record": _record,
}
"""Each writes its file in a folder and says where it is."""
MAKES_ITS_FOLDER = ("draft", "marks", "message", "report", "text", "record")


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> object:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_and_its_folders_are_for_their_owner_alone_under_any_umask(
    name: str, tmp_path: Path, umask: int
) -> None:
    folder = tmp_path / "a" / "b"
    if name not in MAKES_ITS_FOLDER:
        make_folder(folder)
    path = WRITERS[name](folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for made in (tmp_path / "a", folder):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700, made
    for beside in folder.rglob("*"):
        assert stat.S_IMODE(beside.stat().st_mode) == (0o700 if beside.is_dir() else 0o600), beside


def test_a_folder_of_drafts_that_others_may_read_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    folder.chmod(0o777)
    _draft(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", [name for name in WRITERS if name not in ("key", "report", "text")])
def test_a_link_in_its_place_gives_way_and_its_target_stays(name: str, tmp_path: Path) -> None:
    """A text is refused there; a key is read through it; a report's name is never the same twice."""
    path = WRITERS[name](tmp_path)
    target = tmp_path / "target"
    target.write_text("mine")
    path.unlink()
    path.symlink_to(target)
    assert WRITERS[name](tmp_path) == path
    assert not path.is_symlink()
    assert target.read_text() == "mine"


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "key"])
@pytest.mark.parametrize("call", ["replace", "fchmod"])
def test_what_fails_leaves_the_file_before_and_nothing_else(
    name: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = WRITERS[name](tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"os.{call}", full)
    with contextlib.suppress(OSError, Refusal):
        WRITERS[name](tmp_path)
    assert path.read_bytes() == before[path.name]
    left = {file.name for file in tmp_path.iterdir() if file.is_file()} - set(before)
    assert not {file for file in left if file.endswith(".writing")}


@pytest.mark.parametrize("name", WRITERS)
def test_it_waits_for_the_disk_to_have_the_file_and_its_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    sync = os.fsync

    def counted(fd: int) -> None:
        synced.append("folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "file")
        sync(fd)

    monkeypatch.setattr("os.fsync", counted)
    WRITERS[name](tmp_path)
    # Marks are made again in a moment; a text has its record.
    assert synced == ["file", "folder"] * {"marks": 0, "text": 2}.get(name, 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a program is killed as a child of this one")
def test_what_a_killed_program_left_is_cleared_away(tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        with Folder.opened(tmp_path) as folder:
            folder.write("a", (b"half", b""), before=lambda: os._exit(9))
    os.waitpid(child, 0)
    assert [file.suffix for file in tmp_path.iterdir() if file.is_file()] == [".writing"]
    write_private(tmp_path / "a", b"whole")
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a"]


def test_two_that_write_the_same_name_at_once_do_not_mix(tmp_path: Path) -> None:
    with Folder.opened(tmp_path) as folder:
        folder.write("a", [b"outer"], before=lambda: write_private(tmp_path / "a", b"inner"))
    assert (tmp_path / "a").read_bytes() == b"outer"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a"]


def test_a_folder_that_is_moved_meanwhile_keeps_what_is_written_in_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "elsewhere").mkdir()
    with Folder.opened(tmp_path / "a") as folder:
        (tmp_path / "a").rename(tmp_path / "b")
        (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
        folder.write("x", [b"1"])
    assert (tmp_path / "b" / "x").read_bytes() == b"1"
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(OSError, match="Not a directory"):
        make_folder(tmp_path / "a" / "b")


def test_it_works_where_no_folder_can_be_held_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_files, "_BY_DESCRIPTOR", False)
    monkeypatch.setattr(private_files, "fcntl", None)
    shutil.copytree(tmp_path / "home", tmp_path / "sub")
    (tmp_path / "link").symlink_to(tmp_path / "sub")
    with Folder.opened(tmp_path) as folder:
        with pytest.raises(NotADirectoryError):
            folder.inside("link")
        with folder.inside("sub") as inside:
            inside.write("a", [b"1"])
            inside.write("a", [b"2"])
            with pytest.raises(FileExistsError):
                inside.write("a", [b"3"], replace=False)
    assert [(file.name, file.read_bytes()) for file in (tmp_path / "sub").iterdir()] == [("a", b"2")]


ALLOWED = {
    ("storage/opening.py", "open"): "SQLite fills it",
    ("storage/opening.py", "rename"): "a database that SQLite has filled",
    ("terminal/line/line.py", "open"): "the terminal",
    ("terminal/terminfo/entry.py", "open"): "the null device",
    ("bootstrap/output.py", "open"): "the null device",
    ("bootstrap/sign_in.py", "open"): "the terminal",
    ("storage/db/new_file.py", "link"): "a database that SQLite has filled",
    ("storage/db/new_file.py", "TemporaryDirectory"): "SQLite fills a database there",
    ("tabular/export_folder.py", "TemporaryDirectory"): "XlsxWriter collects the rows of a sheet there",
    ("bootstrap/demo_data.py", "mkdtemp"): "the demo's own folder",
    ("storage/db/file_header.py", "open"): "opened for writing to see whether that is allowed, and only read",
}
"""What opens or moves files outside the one writer, with the reason."""
WRITES = {
    "write_text", "write_bytes", "mkdir", "makedirs", "replace", "rename", "link", "hardlink_to", "symlink_to",
    "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory",
}  # fmt: skip


def _writes(path: Path) -> set[str]:
    """Calls of a file that write or move files; `open` where it can write."""
    found = set()
    for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if name in ("replace", "link") and owner != "os" and (name == "link" or len(call.args) != 1):
            continue  # of a text or a dataclass
        if name == "replace" and (call.keywords or owner == "dataclasses"):
            continue
        if name == "rename" and len(call.args) != 1:
            continue  # of an entry
        if name == "open" and owner == "os" and "O_RDONLY" not in ast.unparse(call):
            found.add("open")
        if name == "open" and owner != "os" and any(mark in ast.unparse(call) for mark in ("'w", "'a", "+")):
            found.add("open")
        if name in WRITES:
            found.add(name)
    return found


def test_there_is_one_writer_of_files() -> None:
    others = {
        (str(path.relative_to(PACKAGE)), call)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "private_files.py"
        for call in _writes(path)
    }
    assert others == set(ALLOWED)
