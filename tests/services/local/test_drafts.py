"""Drafts: unsaved typing survives, holds no secret, and never stands in the way."""

from __future__ import annotations

import os
import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fleet_tui.domain.photo import Photo
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.local.drafts import Drafts
from fleet_tui.services.services import Services
from tests.support.tables import for_each


def test_what_was_typed_is_there_again_for_the_next_program(tmp_path: Path) -> None:
    raw: dict[str, object] = {
        "name": "Zoë [/] 山田",
        "zones": (3, 1),
        "mobile_access": False,
        "team": None,
        "memo": "a\nb",
    }
    Drafts(tmp_path / "d").keep("technicians-17", raw, 4)
    draft = Drafts(tmp_path / "d").load("technicians-17")
    assert draft is not None
    assert (draft.raw, draft.version) == (raw, 4)
    assert draft.at.tzinfo is not None


def test_a_later_draft_takes_the_place_of_the_one_before_and_a_dropped_one_is_gone(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("k", {"name": "a"}, None)
    drafts.keep("k", {"name": "b"}, None)
    draft = drafts.load("k")
    assert draft is not None
    assert draft.raw == {"name": "b"}
    drafts.drop("k")
    drafts.drop("k")
    assert drafts.load("k") is None
    assert list(tmp_path.glob("*.json*")) == []


def test_secrets_and_photos_are_never_written_down(tmp_path: Path) -> None:
    photo = Photo("0" * 64, "PNG", 1, 1, 3, b"PIXELS")
    raw = {"name": "Ann", "password": "hunter2hunter2", "confirm": "hunter2hunter2", "photo": photo}
    Drafts(tmp_path).keep("k", raw, None)
    draft = Drafts(tmp_path).load("k")
    assert draft is not None
    assert draft.raw == {"name": "Ann"}
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or not any(secret in file.read_bytes() for secret in (b"hunter2", b"PIXELS"))


def test_typing_of_which_nothing_may_be_kept_leaves_no_draft(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "d")
    drafts.keep("k", {"name": "Ann"}, None)
    drafts.keep("k", {"password": "hunter2hunter2"}, None)
    assert drafts.load("k") is None
    drafts.keep("k", {}, None)
    assert list((tmp_path / "d").iterdir()) == []


def test_drafts_are_their_owners_alone(tmp_path: Path) -> None:
    Drafts(tmp_path / "d").keep("k", {"name": "a"}, None)
    for file in (tmp_path / "d").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == 0o700


def test_values_that_are_not_words_yet_are_kept_as_their_words(tmp_path: Path) -> None:
    Drafts(tmp_path).keep("k", {"daily_goal": Decimal("0.00"), "start_date": date(2026, 1, 31)}, None)
    draft = Drafts(tmp_path).load("k")
    assert draft is not None
    assert draft.raw == {"daily_goal": "0.00", "start_date": "2026-01-31"}


def test_half_a_character_does_not_lose_the_draft(tmp_path: Path) -> None:
    Drafts(tmp_path).keep("k", {"name": "a\ud800", "memo": "kept"}, None)
    draft = Drafts(tmp_path).load("k")
    assert draft is not None
    assert draft.raw["memo"] == "kept"


def test_values_that_no_form_gives_are_left_out(tmp_path: Path) -> None:
    strange = '{"skills": [3, "x"], "zones": [[1]], "team": {"a": 1}, "zone": 1e30, "truck": 99999999999999999999'
    kept = '"name": "Ann", "positions": [2, 1], "role": 7, "mobile_access": false, "memo": null}'
    text = f'{{"raw": {strange}, {kept}, "version": 1, "at": "2026-01-01T00:00:00+00:00"}}'
    (tmp_path / "k.json").write_text(text)
    draft = Drafts(tmp_path).load("k")
    assert draft is not None
    assert draft.raw == {"name": "Ann", "positions": (2, 1), "role": 7, "mobile_access": False, "memo": None}


@for_each(
    "content",
    [
        *(b"", b"{", b"[]", b"null", b'"x"', b'{"raw": 3}', b"\xff\xfe", b"{}", b"[" * 100_000),
        b'{"raw": {}, "version": 1, "at": 3}',
        b'{"raw": {}, "version": 1, "at": "9999-12-31T23:59:59-14:00"}',
    ],
)
def test_a_draft_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k.json").write_bytes(content)
    assert Drafts(tmp_path).load("k") is None
    Drafts(tmp_path).keep("k", {"name": "new"}, None)
    assert Drafts(tmp_path).load("k") is not None


@pytest.mark.parametrize("blocked", ["a file", "a pipe", "nothing"])
def test_a_folder_that_cannot_be_used_keeps_none_and_says_nothing(tmp_path: Path, blocked: str) -> None:
    folder = tmp_path / "d"
    if blocked == "a file":
        folder.touch()
    elif blocked == "a pipe":
        os.mkfifo(folder)
    else:
        folder = Path("/proc/nothing/here")
    drafts = Drafts(folder)
    drafts.keep("k", {"name": "a"}, None)
    assert drafts.load("k") is None
    drafts.drop("k")


def test_a_draft_that_cannot_be_written_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("k", {"name": "before"}, None)

    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    drafts.keep("k", {"name": "after"}, None)
    draft = drafts.load("k")
    assert draft is not None
    assert draft.raw == {"name": "before"}
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == ["k.json", "k.lock"]


def test_drafts_of_two_databases_do_not_meet(services: Services, tmp_path: Path) -> None:
    from fleet_tui.storage.opening import open_database

    other = open_database(tmp_path / "other.db")
    theirs = Services(Context(other, SystemActor("tester")), tmp_path / "drafts")
    services.drafts.keep("technicians-1", {"name": "a"}, 1)
    assert theirs.drafts.load("technicians-1") is None
    other.close()


def test_two_terminals_on_one_form_keep_their_own_typing(tmp_path: Path) -> None:
    mine, theirs = Drafts(tmp_path), Drafts(tmp_path)
    mine.keep("technicians-new", {"name": "mine"}, None)
    assert theirs.load("technicians-new") is None
    theirs.keep("technicians-new", {"name": "theirs"}, None)
    theirs.drop("technicians-new")
    draft = mine.load("technicians-new")
    assert draft is not None
    assert draft.raw == {"name": "mine"}


def test_what_each_of_two_ended_programs_left_is_found_one_after_the_other(tmp_path: Path) -> None:
    mine, theirs = Drafts(tmp_path / "d"), Drafts(tmp_path / "d")
    mine.keep("technicians-17", {"name": "mine"}, 1)
    theirs.keep("technicians-17", {"name": "theirs"}, 1)
    mine.keep("technicians-1", {"name": "somebody else"}, 1)
    del mine, theirs
    later = Drafts(tmp_path / "d")
    found = []
    for _ in range(2):
        draft = later.load("technicians-17")
        assert draft is not None
        found.append(draft.raw["name"])
        later.drop("technicians-17")
    assert sorted(found) == ["mine", "theirs"]
    assert later.load("technicians-17") is None
    later.drop("technicians-17")
    assert [file.name for file in sorted((tmp_path / "d").iterdir())] == ["technicians-1.json", "technicians-1.lock"]
