"""A photo is read, checked, stored and shown on a profile's form."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.photo import Cells, Photo
from fleet_tui.services.people.photos import Photos
from fleet_tui.services.services import Services
from fleet_tui.ui.app.themes import read_theme, theme_files
from fleet_tui.ui.dialogs.photo_view import PhotoView
from fleet_tui.ui.form.editor_photo import PhotoEditor
from tests.support.people import EMPLOYEES, TECHNICIANS, added, technician
from tests.support.screens.form_driving import Driven, opened, picture

DARK = read_theme(theme_files()["dark"])


async def test_a_photo_is_checked_when_its_field_is_left(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "ann.png"
    Image.new("RGB", (64, 48), "red").save(path)
    (tmp_path / "bad.png").write_bytes(b"not a photo")
    async with opened(services, TECHNICIANS) as driven:
        driven.put(photo=str(tmp_path / "bad.png"))
        driven.screen.set_focus(driven.row("photo").editor)
        await driven.press("tab")
        await driven.until(lambda: driven.row("photo").problem)
        driven.put(**technician(services), photo=str(path))
        await driven.save()
        await driven.until(lambda: driven.said.startswith("Saved."))
        assert "PNG 64×48" in driven.row("photo").remark
        editor = driven.row("photo").editor
        assert isinstance(editor, PhotoEditor)
        assert editor.value == ""  # what is stored now is the photo; a path left here would seem to be the photo
        assert isinstance(editor.raw, Photo)
        assert editor.raw.content is None  # its file is not kept in memory
        await driven.press("f4")
        await driven.answer("photo")
        await driven.until(lambda: isinstance(driven.app.screen, PhotoView))
        await driven.until(lambda: "▀" in picture(driven.app))
        drawn = [line.count("▀") for line in picture(driven.app).splitlines() if "▀" in line]
        assert len(set(drawn)) == 1  # 64×48 does not fit at its size: it is made smaller, not broken into lines
        assert driven.app.screen.query_one("#box").max_scroll_y == 0


async def test_an_unusable_photo_is_shown_with_the_other_problems(services: Services) -> None:
    async with opened(services, EMPLOYEES) as driven:
        driven.put(photo="nowhere/a.png")
        await driven.save()
        assert driven.row("photo").problem == "There is no such file: check the path."
        assert driven.row("name").problem


def photographed(services: Services, path: Path) -> int:
    """The id of a technician with a photo of 64×48."""
    Image.new("RGB", (64, 48), "red").save(path)
    return added(services, TECHNICIANS, photo=services.photos.read(str(path))).id


def beside(driven: Driven) -> int:
    """The rows in which a photo is drawn."""
    return sum("▀" * 20 in line for line in picture(driven.app).splitlines())


async def test_a_photo_stands_beside_the_fields_where_it_fits(services: Services, tmp_path: Path) -> None:
    person = photographed(services, tmp_path / "ann.png")
    async with opened(services, TECHNICIANS, person, (132, 43), DARK) as driven:
        await driven.until(lambda: beside(driven) == 8)  # 20×15 pixels, two to a cell
        for width, height, rows in ((80, 43, 0), (132, 30, 0), (120, 36, 8)):
            await driven.pilot.resize_terminal(width, height)
            await driven.until(lambda rows=rows: beside(driven) == rows)
        Image.new("RGB", (48, 48), "blue").save(tmp_path / "new.png")
        driven.put(photo=str(tmp_path / "new.png"))
        driven.screen.set_focus(driven.row("photo").editor)
        await driven.press("tab")
        await driven.until(lambda: beside(driven) == 10)  # what was read from the file, before it is saved
        driven.put(photo=None)
        await driven.until(lambda: beside(driven) == 0)


async def test_a_photo_that_cannot_be_read_any_more_is_said_in_its_place(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = photographed(services, tmp_path / "ann.png")
    monkeypatch.setattr(Photos, "drawn", refused)
    async with opened(services, TECHNICIANS, person, (132, 43), DARK) as driven:
        await driven.until(lambda: "is damaged" in picture(driven.app))


def refused(*_: object) -> Cells:
    raise Refusal("This photo is damaged.")


async def test_a_line_without_colours_has_no_photo_beside_the_fields(services: Services, tmp_path: Path) -> None:
    person = photographed(services, tmp_path / "ann.png")
    async with opened(services, TECHNICIANS, person, (132, 43)) as driven:
        assert not driven.screen.query("PhotoBeside")
