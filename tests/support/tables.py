"""Tables of cases: one test goes through all of them and tells which did not hold.

`for_each` stands where `pytest.mark.parametrize` would, for cases that need nothing prepared: making a test of each of
thousands of values takes far longer than looking at them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature

import pytest


def for_each(names: str, cases: Iterable[object]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Go through `cases`, each of them what is called `names`, which are separated by commas."""
    wanted, listed = [name.strip() for name in names.split(",")], list(cases)
    assert listed, "a table without a case proves nothing"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def through(**fixtures: object) -> None:
            failed: list[tuple[object, BaseException]] = []
            for case in listed:
                values = case if len(wanted) > 1 else (case,)
                try:
                    test(**fixtures, **dict(zip(wanted, values, strict=True)))  # type: ignore[arg-type]
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  # it is raised below
                    failed.append((case, error))
            if failed:
                told = "\n".join(f"{case!r}: {type(error).__name__}: {error}" for case, error in failed)
                raise AssertionError(f"{len(failed)} of {len(listed)} do not hold:\n{told}") from failed[0][1]

        asked = signature(test)
        rest = [each for name, each in asked.parameters.items() if name not in wanted]
        through.__signature__ = asked.replace(parameters=rest)  # type: ignore[attr-defined]
        return through

    return decorate
