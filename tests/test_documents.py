"""Each sentence of the source documents stands in `documents.toml` with the place where the program holds it.

A place is a test by its name, a binding by its id, words at a field or a section of the form, or `outside` with the
reason why a program has nothing to do for the sentence.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import title
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.manual.contents import markdown_of
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.form.editors import hint
from fleet_tui.ui.form.rules import PAYROLL_NOTE, PERMISSIONS_NOTE

ROOT = Path(__file__).parent
TABLE: dict[str, list[list[str]]] = tomllib.loads((ROOT / "documents.toml").read_text())
DIGESTS = {"technicians": "b7669394e2366fa1", "employees": "a9032a405c9df60e"}
"""Of the letters and digits of each document, without the numbers of its steps: no sentence is left out or changed."""


def words_at_field(place: str) -> str:
    """Everything said at the field of a place `field technicians.name`."""
    kind, name = place.removeprefix("field ").split(".")
    field = PROFILE_TYPES[PersonKind(kind)].fields[name]
    return " ".join((field.label, field.header, hint(field), *(choice.label for choice in field.choices)))


def words_at_section(place: str) -> str:
    """Everything said above the section of a place `section technicians Contact information`."""
    _, kind, name = place.split(" ", 2)
    (section,) = (one for one in PROFILE_TYPES[PersonKind(kind)].sections if one.title == name)
    return f"{section.title} {section.note}"


SAID: dict[str, Callable[[str], str]] = {"field": words_at_field, "section": words_at_section}


@pytest.fixture(scope="module")
def tests() -> set[str]:
    """The names of all tests."""
    return {name for path in ROOT.rglob("test_*.py") for name in re.findall(r"def (test_\w+)", path.read_text())}


@pytest.fixture(scope="module")
def bindings() -> set[str]:
    """The ids in the manual's table of bindings, which `test_readme.py` compares with the program."""
    return set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", markdown_of("settings"), re.MULTILINE))


def held(place: str, document: str, tests: set[str], bindings: set[str]) -> bool:
    """Whether the program has that place."""
    place, _, words = place.partition(": ")
    noun = PROFILE_TYPES[PersonKind(document)].plural
    others = {
        "heading": True,
        "outside": bool(words),
        "sidebar": noun in {destination.label for destination in DESTINATIONS},
        "tab notes": "at any time later" in PAYROLL_NOTE and "at any time later" in PERMISSIONS_NOTE,
        "title adding": title(PersonKind(document), adding=True) == f"Add {noun[:-1]}",
        "title editing": title(PersonKind(document), adding=False) == f"Edit {noun[:-1]}",
    }
    said = SAID.get(place.partition(" ")[0])
    if said is not None:
        return words in said(place)
    return others.get(place, place in tests or place in bindings)


@pytest.mark.parametrize("document", TABLE)
def test_each_sentence_has_a_place_that_is_there(document: str, tests: set[str], bindings: set[str]) -> None:
    sentences = TABLE[document]
    missing = [(text, place) for text, place in sentences if not held(place, document, tests, bindings)]
    assert missing == []


@pytest.mark.parametrize("document", TABLE)
def test_the_table_is_the_whole_document(document: str) -> None:
    letters = re.sub(r"[\W_]+", "", "".join(text for text, _ in TABLE[document]))
    assert hashlib.sha256(letters.encode()).hexdigest()[:16] == DIGESTS[document]
