"""A photo is read, checked, stored and shown on a profile's form."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from fleet_tui.domain.photo import Photo
from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.photo_view import PhotoView
from fleet_tui.ui.form.editor_photo import PhotoEditor
from tests.support.people import EMPLOYEES, TECHNICIANS, technician
from tests.support.screens.form_driving import opened, picture


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
