"""Makes the pictures: all of them in a folder, or with `--readme` those of the README."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import fleet_tui
from tests.support.pictures.drawing import drawn
from tests.support.pictures.scenes import IN_README, SCENES, Scene
from tests.support.pictures.showing import Look, Shown, demo, shown
from tests.support.pictures.vector import svg

NAMES = ("dark", "light", "high-contrast", "lean", "vt100")
SIZES = ((80, 24), (132, 43))
FOLDER = Path(fleet_tui.__file__).parents[1] / ".pictures"
"""The pictures of the README."""


def of_readme() -> Iterator[tuple[Path, str]]:
    """The pictures of the README as they are now: the file of each, and what is to be in it."""
    with demo() as database:
        for name, look in IN_README:
            scene = next(scene for scene in SCENES if scene.name == name)
            yield FOLDER / f"{name}.svg", svg(shown(scene, Look(look), database).exported)


def main() -> None:
    """Reads the command line and writes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--readme", action="store_true", help="those of the README")
    parser.add_argument("--scene", action="append", choices=[scene.name for scene in SCENES])
    parser.add_argument("--look", action="append", help="a theme, lean or vt100")
    asked = parser.parse_args()
    if asked.readme:
        FOLDER.mkdir(exist_ok=True)
        for path, picture in of_readme():
            path.write_text(picture, "utf-8")
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
        with demo() as database:
            for scene in SCENES:
                if not asked.scene or scene.name in asked.scene:
                    for look in (Look(name, size) for name in asked.look or NAMES for size in SIZES):
                        _write(asked.folder, scene, look, shown(scene, look, database))


def _write(folder: Path, scene: Scene, look: Look, seen: Shown) -> None:
    path = folder / f"{scene.name}-{look.name}-{look.size[0]}"
    drawn(seen.rows).save(path.with_suffix(".png"))
    path.with_suffix(".svg").write_text(svg(seen.exported), "utf-8")


if __name__ == "__main__":
    main()
