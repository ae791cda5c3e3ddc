"""Maps as JSON: what is written is read again, and each wrong one is refused with what would be right."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.as_json import BadMap, as_json, from_json
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.imports.targets import targets_of
from fleet_tui.domain.imports.words import ColumnWords, column_names, describe
from tests.support.tables import for_each

T = PersonKind.TECHNICIAN
TITLES = ("Given Name", "Surname", "Phone", "Phone", "", "Password")


def test_columns_are_named_by_their_titles() -> None:
    assert column_names(TITLES, 6) == ("Given Name", "Surname", "Phone", "Phone (2)", "Column 5", "Password")
    assert column_names(None, 2) == ("Column 1", "Column 2")


def test_a_map_changes_what_is_guessed() -> None:
    mapping = from_json(
        T,
        TITLES,
        {"columns": {"phone (2)": "mobile", "Column 5": "memo", "Surname": None}, "defaults": {"type": "managed"}},
    )
    assert mapping == ImportMapping(T, ("first_name", "", "", "mobile", "memo", "secret"), (("type", "managed"),))
    assert from_json(T, None, {"columns": {"Column 3": "name"}, "day_first": True}).targets == ("", "", "name")


@given(
    st.lists(st.text(max_size=4), min_size=1, max_size=8), st.permutations(targets_of(T)), st.sampled_from([True, None])
)
def test_what_is_written_is_read_again(titles: list[str], targets: list[str], day_first: bool | None) -> None:
    mapping = ImportMapping(T, tuple(targets[: len(titles)]), (("role", "Driver"),), day_first)
    written = json.loads(json.dumps(as_json(mapping, titles)))
    guessed = ImportMapping(T, ("",) * len(titles))
    assert from_json(T, tuple(titles), written, guessed) == mapping


@for_each(
    "data, words",
    [
        ([], "object with “columns”"),
        ({"colums": {}}, "did you mean “columns”?"),
        ({"columns": []}, "object of titles and fields"),
        ({"columns": {"Given": "name"}}, "no column “Given”: did you mean “Given Name”?"),
        ({"columns": {"zzz": "name"}}, "no column “zzz”: there is “Given Name”, “Surname”"),
        ({"columns": {"Surname": "frist_name"}}, "cannot become “frist_name”: did you mean “first_name”?"),
        ({"columns": {"Surname": "photo"}}, "cannot become “photo”"),
        ({"columns": {"Surname": 7}}, "written as text"),
        ({"columns": {"Surname": "name", "Phone": "name"}}, "“Surname” and “Phone” are both “name”"),
        ({"columns": {"Password": "memo"}}, "never read"),
        ({"defaults": []}, 'like {"type": "managed"}'),
        ({"defaults": {"typ": "managed"}}, "no field “typ”: did you mean “type”?"),
        ({"defaults": {"type": True}}, "is a text"),
        ({"day_first": "yes"}, "true, false or null"),
    ],
)
def test_a_wrong_map_is_refused_in_one_sentence(data: object, words: str) -> None:
    with pytest.raises(BadMap) as refused:
        from_json(T, TITLES, data)
    assert words in str(refused.value)


def test_a_mapping_in_words_shows_no_secret() -> None:
    mapping = ImportMapping(T, ("first_name", "", "mobile", "", "fleet_pro", "secret"))
    rows = [["Jane", " ", "1", "\x1b[1m", "yes", "hunter2"], ["Jane", "", "2", "b", "no", ""], ["Max"] + ["3"] * 5]
    assert describe(mapping, TITLES, [*rows, ["Eva"] * 6]) == (
        ColumnWords("Given Name", ("Jane", "Max", "Eva"), "First name → Technician Name"),
        ColumnWords("Surname", ("3", "Eva"), "left out"),
        ColumnWords("Phone", ("1", "2", "3"), "Mobile Phone"),
        ColumnWords("Phone (2)", ("\ufffd[1m", "b", "3"), "left out"),
        ColumnWords("Column 5", ("yes", "no", "3"), "Fleet Pro"),
        ColumnWords("Password", (), "left out: secret"),
    )


@for_each("kind", PersonKind)
def test_every_target_has_words(kind: PersonKind) -> None:
    words = [each.becomes for each in describe(ImportMapping(kind, targets_of(kind)), None, [])]
    assert len(set(words)) == len(words)
    assert not any("_" in each for each in words)
