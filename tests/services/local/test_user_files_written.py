"""Files that people name are written whole, over nothing else, whatever another program does meanwhile."""

from __future__ import annotations

import dataclasses
import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE
from fleet_tui.domain.errors import BadValue, Refusal, Stopped
from fleet_tui.private_files import Folder
from fleet_tui.services.local.user_files import AlreadyThere, FileRules, UserFiles
from fleet_tui.services.services import Services
from tests.support.actors import signed_in
from tests.support.file_places import SECRET, Place, unread

MOST = 1_000
OUTSIDE = r"Only files in .* can be named here, without hidden names and “\.\.”\."


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_link_that_takes_the_place_of_a_file_meanwhile_leads_nowhere(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at a name and its opening, anybody with a shell may exchange it."""
    look = Folder.lstat

    def exchanged(self: Folder, name: str) -> os.stat_result:
        found = look(self, name)
        if name == "mine.tsv" and not stat.S_ISLNK(found.st_mode):
            (place.folder / name).unlink()
            (place.folder / name).symlink_to(place.outside / "secret.tsv")
        return found

    place.files.write_lines("mine.tsv", ["a"])
    for replace in (True, False):
        with monkeypatch.context() as patch:
            patch.setattr(Folder, "lstat", exchanged)
            with pytest.raises(Refusal):
                place.files.write_lines("mine.tsv", ["b"], replace=replace)
        assert (place.outside / "secret.tsv").read_text() == SECRET
        (place.folder / "mine.tsv").unlink()
        place.files.write_lines("mine.tsv", ["a"])
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "lstat", exchanged)
        with pytest.raises(Refusal):
            place.files.read("mine.tsv", MOST)


def test_a_folder_that_becomes_a_link_meanwhile_leads_nowhere(place: Place) -> None:
    def meanwhile() -> Iterator[str]:
        (place.folder / "sub").rename(place.folder / "old")
        (place.folder / "sub").symlink_to(place.outside)
        yield "a"

    place.files.write_lines("sub/secret.tsv", meanwhile())
    assert (place.outside / "secret.tsv").read_text() == SECRET
    assert (place.folder / "old" / "secret.tsv").read_text() == "a\n"


def test_what_another_program_puts_there_meanwhile_stays(place: Place) -> None:
    def meanwhile() -> Iterator[str]:
        (place.folder / "new.tsv").unlink(missing_ok=True)
        (place.folder / "new.tsv").write_text("theirs")
        yield "a"

    with pytest.raises(Refusal, match="just been made by another program"):
        place.files.write_lines("new.tsv", meanwhile())
    assert (place.folder / "new.tsv").read_text() == "theirs"
    (place.folder / "new.tsv").unlink()
    place.files.write_lines("new.tsv", ["a"])
    with pytest.raises(Refusal, match="only what Fleet TUI wrote for you is replaced"):
        place.files.write_lines("new.tsv", meanwhile(), replace=True)
    assert (place.folder / "new.tsv").read_text() == "theirs"


def test_what_the_program_wrote_is_replaced_when_that_is_wanted_as_long_as_nobody_changed_it(place: Place) -> None:
    path = place.files.write_lines("people.tsv", ["Ångström", "b"])
    assert path == place.folder / "people.tsv"
    assert path.read_text(encoding="utf-8") == "Ångström\nb\n"
    with pytest.raises(AlreadyThere, match="is there already"):
        place.files.write_lines("people.tsv", unread())
    again = UserFiles(place.files._rules)  # the next program
    assert again.write_lines("people.tsv", ["c"], replace=True).read_text() == "c\n"
    path.write_text("c and mine\n")
    with pytest.raises(Refusal, match="only what Fleet TUI wrote for you is replaced"):
        again.write_lines("people.tsv", unread(), replace=True)
    path.unlink()
    os.link(place.outside / "secret.tsv", path)
    with pytest.raises(Refusal, match="only what Fleet TUI wrote for you is replaced"):
        again.write_lines("people.tsv", unread(), replace=True)


def test_what_was_written_for_one_person_is_neither_read_nor_replaced_by_another(services: Services) -> None:
    """Behind one user of the system, an export holds what its writer may see, and no other."""
    folder = services.drafts_folder.parent / "apart"
    folder.mkdir()
    shared = dataclasses.replace(services, files=UserFiles(FileRules(folder, folder.parent / "written", apart=True)))
    ann, bob = signed_in(shared, MANAGE_PEOPLE, name="ann"), signed_in(shared, MANAGE_PEOPLE, name="bob")
    path = ann.files.write_lines("pay.csv", ["name,hourly_rate"])
    ways: dict[str, Callable[[UserFiles], object]] = {
        "read": lambda files: files.read("pay.csv", MOST),
        "import": lambda files: files.source("pay.csv"),
        "write": lambda files: files.write_lines("pay.csv", unread()),
        "replace": lambda files: files.write_lines("pay.csv", unread(), replace=True),
    }
    for other in (bob, shared.signed_out(), ann.signed_in_as(bob.context.by)):
        for way in ways.values():
            with pytest.raises(Refusal, match=r"for somebody else|only what Fleet TUI wrote for you"):
                way(other.files)
    with pytest.raises(BadValue, match="for somebody else"):
        bob.photos.read("pay.csv")
    again = shared.signed_in_as(ann.context.by)
    assert again.files.read("pay.csv", MOST) == path.read_bytes()
    assert again.files.write_lines("pay.csv", ["mine"], replace=True) == path
    path.write_text("put there by who has a shell\n")
    assert bob.files.source("pay.csv").open().read() == path.read_bytes()


def test_a_text_is_there_whole_or_not_at_all(place: Place) -> None:
    def stopped() -> Iterator[str]:
        yield "a"
        raise Stopped("Stopped: nothing was copied.")

    before = place.state()
    with pytest.raises(Stopped):
        place.files.write_lines("people.tsv", stopped())
    with pytest.raises(Refusal, match="half a character"):
        place.files.write_lines("people.tsv", ["b\ud800"])
    with pytest.raises(BadValue, match="cannot be kept"):
        place.files.write_lines("a\ud800b", ["a"])
    assert place.state() == before


@pytest.mark.parametrize("why", [errno.EPERM, errno.EOPNOTSUPP, errno.EINVAL])
def test_a_text_is_written_where_no_file_can_have_two_names(
    place: Place, monkeypatch: pytest.MonkeyPatch, why: int
) -> None:
    """As on FAT, and on some file systems of a network."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(why, os.strerror(why))

    monkeypatch.setattr("os.link", refused)
    path = place.files.write_lines("people.tsv", ["a"])
    assert path.read_text() == "a\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.unlink()
    before = place.state()
    monkeypatch.setattr("os.replace", refused)
    with pytest.raises(Refusal, match="cannot be written"):
        place.files.write_lines("people.tsv", ["a"])
    assert place.state() == before
