"""Messages in files: whole, for their owner alone, and one file however often they are sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fleet_tui.domain.mail.delivery import OutgoingMessage, PermanentFailure, Sent, TemporaryFailure
from fleet_tui.mail.folder import FolderSender
from tests.support.people import NOON

LETTER = OutgoingMessage("0123abcd", "email", "Ann Porter", "ann@example.com", "Your account", "Hello Ann")
SMS = OutgoingMessage("4567abcd", "sms", "Ann Porter", "+12015550123", "", "Depot: your code is K7QF")


def sender(folder: Path) -> FolderSender:
    return FolderSender(folder, "fleet@depot.example", lambda: NOON)


def test_a_message_is_a_file_of_its_own_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "mail"
    assert sender(folder).send(LETTER) == Sent()
    assert sender(folder).send(SMS) == Sent()
    assert sorted(path.name for path in folder.iterdir()) == ["0123abcd.eml", "4567abcd.txt"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert "To: Ann Porter <ann@example.com>" in (folder / "0123abcd.eml").read_text()
    assert (folder / "4567abcd.txt").read_text() == "+12015550123\n\nDepot: your code is K7QF\n"


def test_sent_again_it_is_the_same_file(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    for _ in range(2):
        assert sender(folder).send(LETTER) == Sent()
    assert [path.name for path in folder.iterdir()] == ["0123abcd.eml"]


def test_a_file_is_never_half_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sender(tmp_path).send(LETTER)
    before = (tmp_path / "0123abcd.eml").read_bytes()

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    told = sender(tmp_path).send(replace(LETTER, text="another"))
    assert told == TemporaryFailure(f"{tmp_path}: No space left on device", all_of_them=True)
    assert (tmp_path / "0123abcd.eml").read_bytes() == before


def test_a_folder_that_cannot_be_is_asked_for_again(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    assert isinstance(sender(tmp_path / "mail").send(LETTER), TemporaryFailure)


@pytest.mark.parametrize(
    "letter", [replace(LETTER, token="../x"), replace(SMS, token="/x"), replace(LETTER, address="x")]
)
def test_a_file_lies_nowhere_else(letter: OutgoingMessage, tmp_path: Path) -> None:
    assert isinstance(sender(tmp_path / "mail").send(letter), PermanentFailure)
    assert list(tmp_path.glob("**/*.*")) == []
