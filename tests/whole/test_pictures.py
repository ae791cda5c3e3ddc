"""The pictures of the README show what the program shows."""

from __future__ import annotations

import pytest

from tests.support.pictures.__main__ import FOLDER, of_readme
from tests.support.pictures.vector import letters

AGAIN = "is stale: python -m tests.support.pictures --readme"
LARGEST = 62_000


@pytest.mark.long
def test_the_pictures_say_what_the_program_says_now() -> None:
    for path, picture in of_readme():
        assert letters(path.read_text("utf-8")) == letters(picture), f"{path.name} {AGAIN}"
        assert len(letters(picture)) > 50


def test_the_readme_shows_every_picture_and_none_loads_anything() -> None:
    readme = (FOLDER.parent / "README.md").read_text("utf-8")
    for path in FOLDER.iterdir():
        picture = path.read_text("utf-8")
        assert f"](.pictures/{path.name})" in readme
        assert 'url("http' not in picture
        assert "@import" not in picture
        assert len(picture) < LARGEST
