"""A table of cases goes through all of them, and tells each that does not hold."""

from __future__ import annotations

from inspect import signature

import pytest

from tests.support.tables import for_each


def test_all_cases_are_gone_through_and_those_that_fail_are_told() -> None:
    seen = []

    @for_each("one, other", [(1, 2), (2, 2), (3, 4)])
    @for_each("third", "ab")
    def equal(third: str, one: int, other: int, fixture: str) -> None:
        seen.append((one, other, third, fixture))
        assert one == other

    assert list(signature(equal).parameters) == ["fixture"]
    with pytest.raises(AssertionError, match=r"2 of 3 do not hold:\n\(1, 2\)(.|\n)*\n\(3, 4\)"):
        equal(fixture="x")
    assert seen == [(one, other, third, "x") for one, other in ((1, 2), (2, 2), (3, 4)) for third in "ab"]


def test_what_is_expected_and_does_not_come_is_told() -> None:
    @for_each("number", [0, 1])
    def divides(number: int) -> None:
        with pytest.raises(ZeroDivisionError):
            1 / number

    with pytest.raises(AssertionError, match="1 of 2 do not hold:\n1: Failed: DID NOT RAISE"):
        divides()


def test_a_table_without_a_case_is_refused() -> None:
    with pytest.raises(AssertionError, match="proves nothing"):
        for_each("number", [])
