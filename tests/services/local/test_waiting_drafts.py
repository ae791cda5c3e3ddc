"""Drafts that no program has open: found with the name typed in them, whatever else lies in their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.local.drafts import Drafts
from fleet_tui.services.local.marks import Marks
from fleet_tui.services.local.remembered import Remembered


def ended(folder: Path, *keys: str, name: str = "Ann") -> None:
    """A program that ended with a draft for each of these forms."""
    drafts = Drafts(folder)
    for key in keys:
        drafts.keep(key, {"name": name, "memo": "m"}, None)
    drafts.give_back()


def keys(drafts: Drafts) -> list[str]:
    """Of which forms drafts wait."""
    return sorted(draft.key for draft in drafts.waiting())


def test_the_drafts_of_an_ended_program_wait_until_a_form_has_them(tmp_path: Path) -> None:
    ended(tmp_path, "technicians-17", "employees-new", "company")
    drafts = Drafts(tmp_path)
    assert keys(drafts) == ["company", "employees-new", "technicians-17"]
    assert {draft.name for draft in drafts.waiting()} == {"Ann"}
    assert drafts.load("technicians-17") is not None
    assert keys(drafts) == keys(Drafts(tmp_path)) == ["company", "employees-new"]
    drafts.drop("technicians-17")
    assert keys(drafts) == ["company", "employees-new"]


def test_of_two_drafts_of_one_form_the_chosen_one_is_opened(tmp_path: Path) -> None:
    one, two = Drafts(tmp_path), Drafts(tmp_path)
    one.keep("technicians-new", {"name": "Ann"}, None)
    two.keep("technicians-new", {"name": "Bob"}, None)
    assert Drafts(tmp_path).waiting() == ()
    one.give_back()
    two.give_back()
    for name in ("Bob", "Ann"):
        drafts = Drafts(tmp_path)
        drafts.take_over(next(draft for draft in drafts.waiting() if draft.name == name))
        draft = drafts.load("technicians-new")
        assert draft is not None
        assert draft.raw["name"] == name
        assert len(drafts.waiting()) == 1
        drafts.give_back()


def test_what_is_no_draft_of_a_form_does_not_wait(tmp_path: Path) -> None:
    Marks(tmp_path).keep(PersonKind.TECHNICIAN, {1})
    remembered = Remembered(tmp_path)
    remembered.keep_screen(destination="mail")
    remembered.write()
    ended(tmp_path, "first-start", "technicians-0", "technicians-x", "teams-3", f"technicians-{10**30}")
    for number, content in enumerate((b"", b"[1", b"3", b"{}", b'{"raw": {}}', b'{"raw": [], "at": "x"}', b"\xff")):
        (tmp_path / f"employees-{number + 1}.json").write_bytes(content)
    (tmp_path / "technicians-5.json").mkdir()
    assert keys(Drafts(tmp_path)) == ["employees-6"]
    assert not (tmp_path / "remembered-screen.lock").exists()
    ended(tmp_path, "technicians-1", name="\x1b[2J")
    assert "technicians-1" in keys(Drafts(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_has_none(tmp_path: Path) -> None:
    ended(tmp_path, "company")
    (tmp_path / "company.lock").unlink(missing_ok=True)
    tmp_path.chmod(0o500)
    try:
        assert Drafts(tmp_path).waiting() == ()
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert Drafts(tmp_path / "none").waiting() == ()
