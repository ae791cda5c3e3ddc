"""Files that people name lie in one folder: whatever is typed, nothing else is read, completed, written or told."""

from __future__ import annotations

import ast
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

import fleet_tui
from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.services.local.typed_paths import spellings
from fleet_tui.services.local.user_files import AlreadyThere, FileRules, UserFiles
from fleet_tui.services.services import Services
from tests.support.file_places import SECRET, Place, unread

MOST = 1_000
OUTSIDE = r"Only files in .* can be named here, without hidden names and “\.\.”\."


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


OUT = [
    "{outside}/secret.tsv", "{outside}/nothing.tsv", "/etc/passwd", "/etc/nothing", "/dev/zero", "/dev/tty",
    "//etc/passwd", "../outside/secret.tsv", "../outside/nothing.tsv", "sub/../../outside/secret.tsv", "sub/../x.tsv",
    "{folder}/../outside/secret.tsv", "{folder}/./../outside/secret.tsv", "~/x.tsv", "~", "~/../x.tsv",
    "{folder}x/a.tsv", "/", "{outside}", ".profile", ".new", ".ssh/keys", ".ssh/authorized_keys", "sub/.x",
    "{folder}/.ssh/keys", "./.profile", "./../outside/secret.tsv", "'{outside}/secret.tsv'", "\\{outside}/secret.tsv",
    "file://{outside}/secret.tsv", "file:///etc/passwd", "file:%2e%2e/outside/secret.tsv", "'..'/outside/secret.tsv",
    "file://{folder}/%2e%2e/outside/secret.tsv", "..", " ../x.tsv",
]  # fmt: skip
"""Outside or hidden, there or not."""
INSIDE = [
    "link.tsv", "dangling.tsv", "way/secret.tsv", "way/nothing.tsv", "up/outside/secret.tsv", "way", "sub", "drafts",
    "pipe", "fleet.db", "fleet.db-key", "fleet.db-wal", "fleet.db-shm", "fleet.db.version-1.backup",
    "FLEET.DB-journal", "config.toml", "CONFIG.TOML", "drafts/k.json", "drafts/new.json", "foreign.tsv/x",
    "nothing/x.tsv", "x" * 300, "x/" * 3000 + "x", "hard.tsv", "foreign.tsv",
]  # fmt: skip
"""In the folder, and not to be written all the same."""
NO_NAME = ["", " ", "a\x00b", "a\x1b[2Jb", "a\u202egnp.tsv", "a\nb", "\x00"]


def _typed(place: Place, typed: str) -> str:
    return typed.replace("{outside}", str(place.outside)).replace("{folder}", str(place.folder))


def test_what_is_outside_is_refused_in_the_same_words_whether_it_is_there_or_not(place: Place) -> None:
    before = place.state()
    words = set()
    for typed in (_typed(place, typed) for typed in OUT):
        ways: list[Callable[[], object]] = [
            lambda typed=typed: place.files.read(typed, MOST),
            lambda typed=typed: place.files.source(typed),
            lambda typed=typed: place.files.write_lines(typed, unread()),
            lambda typed=typed: place.files.write_lines(typed, unread(), replace=True),
        ]
        for way in ways:
            with pytest.raises(Refusal) as refused:
                way()
            assert not isinstance(refused.value, AlreadyThere)
            words.add(str(refused.value))
        assert place.files.complete(typed) is None, typed
    (sentence,) = words
    assert re.fullmatch(OUTSIDE, sentence)
    assert str(place.folder) in sentence
    assert place.state() == before


def test_a_link_an_own_file_and_a_foreign_file_are_never_written(place: Place) -> None:
    before = place.state()
    for typed in (
        *INSIDE,
        *NO_NAME,
        *(f"'{typed}'" for typed in INSIDE),
        *(f"{place.folder}/{typed}" for typed in INSIDE),
    ):
        for replace in (False, True):
            with pytest.raises((Refusal, BadValue)) as refused:
                place.files.write_lines(typed, unread(), replace=replace)
            assert not isinstance(refused.value, AlreadyThere), typed
            assert str(refused.value).endswith("."), typed
            assert not {"\x1b", "\u202e", "\x00"} & set(str(refused.value))
    assert place.state() == before


def test_nothing_is_read_through_a_link_nor_from_a_pipe_or_an_own_file(place: Place) -> None:
    for typed in (typed for typed in (*INSIDE, *NO_NAME) if typed not in ("hard.tsv", "foreign.tsv")):
        for read in (lambda typed=typed: place.files.read(typed, MOST), lambda typed=typed: place.files.source(typed)):
            with pytest.raises(Refusal) as refused:
                read()
            assert SECRET not in str(refused.value)


def test_completion_names_no_link_no_hidden_and_no_own_file(place: Place) -> None:
    own = ("fl", "FL", "con", "dr", "drafts/k")
    hidden = (".", ".s", ".ssh/k", f"{place.folder}/.p", "sub/.", "foreign.tsv/.", "sub/./.", f"{place.folder}/sub/.")
    linked = ("li", "da", "wa", "up", "way/s", "up/o", "pi")
    elsewhere = (f"{place.outside}/s", "../o", "/e", "/etc/pass", "~", "~/x")
    for typed in (*own, *hidden, *linked, *elsewhere, "sub/", "", "\x00", "so\x00x"):
        assert place.files.complete(typed) is None, typed
    (place.folder / "sub" / "ann\x1bx.jpg").touch()
    (place.folder / "sub" / "anne.jpg").touch()
    assert place.files.complete("su") == "sub/"
    assert place.files.complete("sub/an") == "sub/anne.jpg"
    assert place.files.complete(f"{place.folder}/sub/an") == f"{place.folder}/sub/anne.jpg"
    assert place.files.complete("for") == "foreign.tsv"


def test_without_files_nothing_is_read_completed_or_written(place: Place) -> None:
    files = UserFiles(FileRules(None))
    for way in (lambda: files.read("foreign.tsv", MOST), lambda: files.write_lines("new.tsv", unread())):
        with pytest.raises(Refusal, match="Files are turned off in the settings"):
            way()
    assert files.complete("for") is None
    assert files.off
    assert not place.files.off


def test_the_folder_is_made_when_something_is_written_and_not_before(tmp_path: Path) -> None:
    folder = tmp_path / "fleet.db-files"
    files = UserFiles(FileRules(folder, tmp_path / "written", databases=(tmp_path / "fleet.db",)))
    with pytest.raises(Refusal):
        files.read("a.png", MOST)
    assert files.complete("a") is None
    for typed in ("../a.tsv", "/etc/a.tsv", ".a.tsv"):
        with pytest.raises(Refusal):
            files.write_lines(typed, unread())
    assert not folder.exists()
    files.write_lines("a.tsv", ["a"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_at_home_the_home_is_what_it_is_called(home: Path, place: Place) -> None:
    files = UserFiles(FileRules(home, place.outside))
    assert (files.where, files.suggested("a.tsv")) == ("~", "~/a.tsv")
    assert files.write_lines("~/a.tsv", ["a"]) == home / "a.tsv"
    assert files.read("~/a.tsv", MOST) == files.read("a.tsv", MOST) == files.read(f"{home}/a.tsv", MOST) == b"a\n"
    assert (place.files.where, place.files.suggested("a.tsv")) == (str(place.folder), "a.tsv")


def test_a_home_behind_a_link_is_known_by_both_its_names(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "home2").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "a").write_text("a")
    files = UserFiles(FileRules(tmp_path / "home2", tmp_path / "written"))
    assert files.read(f"{tmp_path}/home2/a", MOST) == files.read(f"{tmp_path}/real/a", MOST) == b"a"


NAME = "Ann's photo (1) é%20.png"
DROPPED = [
    "{path}", " {path} ", "'{quoted}'", '"{path}"', "{escaped}", "{escaped} ", "file://{address}", "file://depot{address}",
    "FILE:{address}", "'file://{address}'",
]  # fmt: skip
"""As terminals write the path of a file that is dropped on them: plain, quoted, escaped, as an address."""


def test_a_path_is_understood_as_terminals_drop_it(place: Place) -> None:
    path = place.folder / "sub" / NAME
    path.write_text("picture")
    escaped = re.sub(r"([^\w/.%-])", r"\\\1", str(path))
    address = str(path).replace("%", "%25").replace(" ", "%20").replace("'", "%27").replace("é", "%C3%A9")
    for shape in DROPPED:
        typed = shape.format(path=path, quoted=str(path).replace("'", "'\\''"), escaped=escaped, address=address)
        assert place.files.read(typed, MOST) == b"picture", typed
    assert spellings("it's.tsv") == ("it's.tsv",)
    assert spellings("my file.tsv") == ("my file.tsv",)


def test_a_name_that_is_typed_as_it_is_goes_before_what_a_shell_would_make_of_it(place: Place) -> None:
    for name in ("'a.png'", "a\\ b.png", "file:c.png"):
        (place.folder / name).write_text(name)
        assert place.files.read(name, MOST) == name.encode()


def test_no_more_is_read_than_is_asked_for(place: Place) -> None:
    (place.folder / "large").write_bytes(b"x" * 5_000)
    assert len(place.files.read("large", MOST)) == MOST + 1


def test_a_source_is_read_again_from_the_start_and_is_the_file_that_was_opened(place: Place) -> None:
    path = place.folder / "sub" / "people.csv"
    path.write_text("Name\nAnn\n")
    source = place.files.source("'sub/people.csv'")
    assert source.name == "people.csv"
    with source.open() as first, source.open() as second:
        assert first.read(4) == b"Name"
        assert second.read() == b"Name\nAnn\n"
        assert first.read() == b"\nAnn\n"
    other = place.folder / "sub" / "other.csv"
    other.write_text("Name\nBob\n")
    other.rename(path)
    with source.open() as again:
        assert again.read() == b"Name\nAnn\n"


def test_a_source_that_is_written_to_is_refused(place: Place) -> None:
    path = place.folder / "people.csv"
    path.write_text("Name\nAnn\n")
    source = place.files.source("people.csv")
    with source.open():
        path.write_text("Name\nAnn\nBob\n")
    with pytest.raises(Refusal, match=r"people\.csv was changed while it was read: read it again"):
        source.open()


def test_a_photo_and_its_completion_are_under_the_same_rule(services: Services, tmp_path: Path) -> None:
    (tmp_path / "ann.png").touch()
    assert services.photos.complete("an") == "ann.png"
    for typed in ("/etc/passwd", "../x", ".hidden", "~root/x", "/nowhere"):
        with pytest.raises(BadValue, match=f"{OUTSIDE}|There is no such file"):
            services.photos.read(typed)
        assert services.photos.complete(typed) is None


KEEPS_ITS_OWN = {
    "services/local/draft_places.py": "files of the program's own, by names of its own",
    "services/local/drafts.py": "files of the program's own, by names of its own",
    "services/local/import_mappings.py": "files of the program's own, by names of its own",
    "services/local/marks.py": "files of the program's own, by names of its own",
    "services/local/remembered.py": "files of the program's own, by names of its own",
    "services/local/user_source.py": "a file that `user_files` has opened",
    "services/local/written_files.py": "files of the program's own, by names of its own",
    "services/people/photo_decoding.py": "opens the bytes of a picture",
    "ui/app/styles.py": "the program's own style sheets",
    "ui/app/themes.py": "the program's own themes",
}
"""What looks at files beside `user_files`, and by whose names."""
LOOKS = {
    "open", "read_bytes", "read_text", "scandir", "listdir", "iterdir", "glob", "rglob", "expanduser", "is_file",
    "is_dir", "exists", "lexists", "stat", "lstat", "resolve", "realpath", "readlink", "access",
}  # fmt: skip


def test_no_screen_and_no_service_looks_at_files_past_the_rule() -> None:
    package = Path(fleet_tui.__file__).parent
    found = set()
    for path in [*(package / "services").rglob("*.py"), *(package / "ui").rglob("*.py")]:
        imported = {
            name.name
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in node.names
        }
        called = {ast.unparse(n.func) for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)}
        looks = {call for call in called if call.rpartition(".")[2] in LOOKS}
        if looks and (imported & {"os", "Path", "Folder", "io"} or "open" in looks):
            found.add(str(path.relative_to(package)))
    rule = {"services/local/user_files.py", "services/local/typed_paths.py"}
    assert found - rule == set(KEEPS_ITS_OWN)
