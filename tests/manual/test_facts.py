"""The manual tells the truth: what the program has is on its pages, and what they name the program has."""

from __future__ import annotations

import re

from fleet_tui.domain.access.permissions import CATALOGUE
from fleet_tui.domain.accounts.status import STATUSES
from fleet_tui.domain.filters.line.vocabulary import fields_of
from fleet_tui.domain.history.query import ACTION, HISTORY_FIELDS
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.manual.contents import PAGES, markdown_of
from fleet_tui.ui.base.keys import key_name
from fleet_tui.ui.base.known_bindings import known_bindings
from tests.support.tables import for_each

EVERY_PAGE = "\n".join(map(markdown_of, PAGES))


def _rows(page: str, title: str) -> list[list[str]]:
    """The cells of the table under those titles of columns."""
    _, found, rest = markdown_of(page).partition(f"{title}\n")
    assert found, f"{page}.md has no table {title}"
    lines = rest.splitlines()[1:]
    table = lines[: next((place for place, line in enumerate(lines) if not line.startswith("|")), len(lines))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_every_word_of_the_filter_line_is_told_and_no_other() -> None:
    told = {word.strip("`"): (field, of) for word, field, of in _rows("lists", "| word | field | of |")}
    known: dict[str, list[str]] = {}
    titles = {}
    for profile_type in PROFILE_TYPES.values():
        for name, field in fields_of(profile_type).items():
            known.setdefault(name, []).append(profile_type.plural.lower())
            titles.setdefault(name, field.title)
    assert told == {
        name: (titles[name], kinds[0] if len(kinds) < len(PROFILE_TYPES) else "both") for name, kinds in known.items()
    }


def test_every_status_is_told_and_no_other() -> None:
    told = {
        word.strip("`").removeprefix("status:")
        for _, word, _ in _rows("lists", "| status | in the filter line | means |")
    }
    assert told == {status.value for status in STATUSES}
    assert all(status.label in EVERY_PAGE for status in STATUSES)


def test_every_permission_is_told_and_no_other() -> None:
    told = [tuple(row) for row in _rows("accounts", "| permission | in |")]
    assert told == [(permission.label, permission.group) for permission in CATALOGUE]
    quoted = set(re.findall(r"permissions? “([^”]+)”", EVERY_PAGE))
    assert quoted <= {permission.label for permission in CATALOGUE}


def test_every_word_of_the_history_is_told_and_no_other() -> None:
    page = markdown_of("history")
    (line,) = re.findall(r"^\| `action:`.*$", page, re.MULTILINE)
    told = set(re.findall(r"`([a-z_]+)`", line))
    assert told == {choice.value for choice in HISTORY_FIELDS.fields[ACTION].choices}
    assert {name for name in HISTORY_FIELDS.fields if f"`{name}:`" not in page} == set()


def test_every_action_on_many_is_told_and_no_other() -> None:
    rows = _rows("bulk", "| key behind `x` | does |")
    told = {key for row in rows for key in re.findall(r"`(.)`", row[0])}
    assert told == {binding.key for id, binding in known_bindings().items() if id.startswith("actions.")}


@for_each("name", PAGES)
def test_every_key_named_in_a_table_is_a_key_of_the_program(name: str) -> None:
    """A key alone in the first cell of a row, with or without others beside it."""
    keys = {key_name(key) for binding in known_bindings().values() for key in binding.key.split(",")}
    rows = re.findall(r"^\| (`[^|]+`[^|]*) \|", markdown_of(name), re.MULTILINE)
    marked = {word for row in rows for word in re.findall(r"`([^`]+)`", row)}
    looks_like_keys = {
        word for word in marked if re.fullmatch(r"\S|ctrl\+\S|F\d+|Esc|Enter|Space|Tab|Shift\+Tab", word)
    }
    assert looks_like_keys - keys == set()


def test_every_binding_that_shows_in_the_key_line_is_told() -> None:
    shown = {key_name(binding.key.split(",")[0]) for binding in known_bindings().values() if binding.show}
    assert {key for key in shown if f"`{key}`" not in EVERY_PAGE} == set()


def test_every_page_that_a_page_sends_to_is_there() -> None:
    told = re.findall(r"\b[Tt]he pages? ([A-Z][a-z]+(?: [a-z]+)*)", EVERY_PAGE)
    assert told
    for title in told:
        assert any(title.startswith(each) or each.startswith(title) for each in PAGES.values()), title
