"""The table of breakages, and where each of them is in a checkout."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


class NoPlace(Exception):
    """The text of a breakage is not there exactly once, or a test file is not there: which, in words."""


@dataclass(frozen=True, slots=True)
class Breakage:
    """One thing to break.

    `find` is a text that stands once in the package, `becomes` what takes its place. `tests` are names of test files
    without `.py`, the ones most likely to catch it; `keyword` is for pytest's `-k`. `caught` is the baseline: whether
    the tests have caught it.
    """

    name: str
    find: str
    becomes: str
    tests: tuple[str, ...]
    keyword: str = ""
    caught: bool = True

    def place(self, package: Mapping[Path, str]) -> Path:
        """The file that holds the text, of those of `texts_of`.

        Raises:
            NoPlace: the text is in no file, or more than once.
        """
        files = [file for file, text in package.items() for _ in range(text.count(self.find))]
        if len(files) != 1:
            where = ", ".join(map(str, files))
            raise NoPlace(f"{self.name}: not unique ({where})" if files else f"{self.name}: text not found")
        return files[0]

    def selection(self, root: Path) -> list[str]:
        """The arguments of pytest that select its tests.

        Raises:
            NoPlace: there is no test file of a name.
        """
        found: list[str] = []
        for name in self.tests:
            files = sorted((root / "tests").rglob(f"{name}.py"))
            if not files:
                raise NoPlace(f"{self.name}: no test file {name}.py")
            found += [str(file.relative_to(root)) for file in files]
        return [*found, *(["-k", self.keyword] if self.keyword else [])]


def texts_of(root: Path) -> dict[Path, str]:
    """The texts of the package in a checkout, by file."""
    return {file: file.read_text("utf-8") for file in sorted((root / "fleet_tui").rglob("*.py"))}


def breakages(folder: Path = FOLDER) -> list[Breakage]:
    """All of them, in the order of the files and of the entries in each."""
    return [breakage for file in sorted(folder.glob("*.toml")) for breakage in _read(file)]


def _read(file: Path) -> Iterator[Breakage]:
    for name, entry in tomllib.loads(file.read_text("utf-8")).items():
        yield Breakage(name, **{**entry, "tests": tuple(entry["tests"])})
