"""Whatever is in a file: each column becomes one thing, each row is read or refused, and no sentence can act."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.mapping import ImportMapping, ambiguous_dates, guess, is_title, missing
from fleet_tui.domain.imports.row import RowReader, read_defaults
from fleet_tui.domain.imports.targets import UNREAD, targets_of
from fleet_tui.domain.imports.words import describe
from fleet_tui.domain.text import displayable

CELLS = (
    st.sampled_from(["", "-", "'-", "=1", "1.5E+10", "31/01/2026", "1/2/26", "n/a", "x", "Doe, Jane", "\u202a1\u202c"])
    | st.from_regex(r"[0-9+().,/ x#-]{0,16}", fullmatch=True)
    | st.text(max_size=12)
)
TITLES = (
    st.sampled_from(["Name", "First", "Nom", "Phone", "E-mail", "Status", "Unit", "Street", "id", "SSN", ""]) | CELLS
)


@settings(max_examples=60)
@given(st.sampled_from(PersonKind), st.lists(TITLES, max_size=8), st.data(), st.booleans())
def test_every_file_has_a_mapping(kind: PersonKind, titles: list[str], data: st.DataObject, header: bool) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(titles), max_size=len(titles)), max_size=4))
    mapping = guess(kind, tuple(titles) if header else None, rows)
    read = [target for target in mapping.targets if target not in UNREAD]
    assert len(set(read)) == len(read)
    assert set(read) <= set(targets_of(kind))
    assert all(column.title for column in describe(mapping, titles if header else None, rows))
    missing(mapping)
    ambiguous_dates(mapping, rows)
    for row in rows:
        RowReader(mapping, date(2026, 6, 15)).read(row)


@settings(max_examples=60)
@given(st.sampled_from(PersonKind), st.data(), st.sampled_from([None, True, False]))
def test_every_cell_is_read_or_refused(kind: PersonKind, data: st.DataObject, day_first: bool | None) -> None:
    targets = targets_of(kind)[1:]
    cells = data.draw(st.lists(CELLS, min_size=len(targets), max_size=len(targets)))
    row = RowReader(ImportMapping(kind, targets, (), day_first), date(2026, 6, 15)).read(cells)
    assert not row.problems.keys() & row.values.keys()
    for sentence in row.problems.values():
        assert sentence == displayable(sentence)
        assert sentence.endswith(".")
    defaults = tuple(zip(targets, cells, strict=True))
    assert all(each == displayable(each) for each in read_defaults(ImportMapping(kind, (), defaults)).problems.values())


@given(CELLS)
def test_any_text_may_be_asked_for_being_a_title(text: str) -> None:
    assert is_title(PersonKind.TECHNICIAN)(text) in (True, False)
