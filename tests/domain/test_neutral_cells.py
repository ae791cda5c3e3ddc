"""A spreadsheet shows what is in a CSV file and runs none of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.tables_as_text import neutral
from tests.support.tables import for_each


def plain(cell: str) -> str:
    """The text that a cell stands for: one apostrophe comes off when there is one."""
    rest = cell.lstrip("'")
    return cell[1:] if cell.startswith("'") and rest[:1] and rest[0] in "=+-@\t\r＝＋－＠" else cell


@for_each("text", ["=1+1", "+SUM(A1)", "-2", "@cmd", "\tx", '=HYPERLINK("x")', "＝1", "+1201555A", "+1 (201) 555=1"])
def test_what_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"


@for_each("text", ["", "Bob", "O'Brien", "'tis", "+12015550123", "1-2", "a=b", "Smith [Bob]", "it's =1"])
def test_what_would_not_stays(text: str) -> None:
    assert neutral(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t a1"), max_size=6) | st.text())
def test_every_text_comes_back(text: str) -> None:
    assert plain(neutral(text)) == text or neutral(text) == text
    if neutral(text) != text:
        assert plain(neutral(text)) == text


@given(st.text(alphabet=st.sampled_from("'=+1"), max_size=5), st.text(alphabet=st.sampled_from("'=+1"), max_size=5))
def test_two_texts_never_become_one(one: str, other: str) -> None:
    assert (neutral(one) == neutral(other)) == (one == other)
