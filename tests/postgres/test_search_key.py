"""The server's search key is the program's, for every character there is."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.text import search_key
from fleet_tui.storage.db.database import Database

_AT_ONCE = 50_000
TEXTS = st.text(st.sampled_from("'`\u2019-\u2013 \tÆŒÞßŁłéÉİıΣς\ufb01½Å한\u0301aBc0"), max_size=12)


def keys(database: Database, texts: list[str]) -> list[str]:
    """The server's keys of texts."""
    asked = "SELECT array_agg(search_key(t) ORDER BY n) FROM unnest(%s::text[]) WITH ORDINALITY AS each(t, n)"
    with database.read() as connection:
        return list(connection.exec_driver_sql(asked, (texts,)).scalar_one() or [])


@pytest.mark.long
def test_every_character_is_folded_as_the_program_folds_it(database: Database) -> None:
    every = [f"a{chr(code)}B" for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        assert keys(database, some) == [search_key(text) for text in some]


@given(st.lists(TEXTS, max_size=200))
def test_texts_are_folded_as_the_program_folds_them(database: Database, texts: list[str]) -> None:
    assert keys(database, texts) == [search_key(text) for text in texts]
