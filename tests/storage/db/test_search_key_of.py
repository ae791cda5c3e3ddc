"""The search key that SQL makes of a column is the one of `domain.text`, whatever the text."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, String, Table, insert, select

from fleet_tui.domain.text import search_key
from fleet_tui.services.services import Services
from fleet_tui.storage.db.dialect import search_key_of

_TEXTS = Table("texts", MetaData(), Column("text", String), prefixes=["TEMPORARY"])
_ODD = st.sampled_from(
    [" ", "-", "\u2013", "'", "\n", "\t", "\u00a0", "é", "Ł", "?", ":", "*", "[", "]", "^", "a", "Z", "0"]
)


def keys(services: Services, texts: Sequence[str | None]) -> list[str | None]:
    with services.database.write() as connection:
        _TEXTS.create(connection)
        connection.execute(insert(_TEXTS), [{"text": text} for text in texts])
        found = list(connection.execute(select(search_key_of(_TEXTS.c.text))).scalars())
        _TEXTS.drop(connection)
    return found


def test_each_character_alone_and_between_letters(services: Services) -> None:
    characters = [chr(number) for number in range(1, 0x250)]
    texts = [text for each in characters for text in (each, f"A{each}b", f"A {each}b", f"A{each} b")]
    assert keys(services, texts) == [search_key(text) for text in texts]
    assert keys(services, [None, ""]) == [None, ""]


def test_any_text(services: Services) -> None:
    @settings(max_examples=20, deadline=None)
    @given(
        st.lists(
            st.text(_ODD, max_size=8) | st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1
        )
    )
    def check(texts: list[str]) -> None:
        assert keys(services, texts) == [search_key(text) for text in texts]

    check()


def test_a_plain_text_asks_python_nothing(services: Services) -> None:
    asked: list[str] = []
    bare = services.database._writer.raw_connection().driver_connection  # type: ignore[attr-defined]
    bare.create_function("search_key", 1, lambda text: asked.append(text) or "")
    keys(services, ["Denver", "12 Main St. #4", "Rye-on-Sea", "Fleet & Co (West)"])
    assert asked == []
    keys(services, ["Orléans"])
    assert asked == ["Orléans"]
