"""What somebody else's program said of a message can be kept: short, on one line, and without the code."""

from __future__ import annotations

import re

from fleet_tui.domain.accounts.codes import code_for
from fleet_tui.domain.mail.delivery import reason, said
from tests.support.tables import for_each

CODE = code_for(b"k" * 32, "n")
OTHER = code_for(b"k" * 32, "another")
BARE = CODE.replace("-", "")


@for_each(
    "quoted",
    [
        CODE,
        CODE.lower(),
        BARE,
        " ".join(BARE),
        CODE.replace("-", "\r\n"),
        CODE[:-7],
        CODE[10:],
        OTHER,
        OTHER.lower(),
        OTHER[:17],
    ],
)
def test_no_code_is_kept_however_it_is_quoted(quoted: str) -> None:
    kept = reason(said(f"554 spam: {quoted} it says"), CODE)
    assert re.fullmatch(r"554 spam: …[- …]* it says", kept)


def test_what_is_cut_holds_no_part_of_a_code() -> None:
    for length in range(150, 200):
        kept = reason(said(f"{'x' * length} {CODE} later"), CODE)
        assert len(kept) <= 200
        assert CODE[:4] not in kept
    assert reason(said("ab " * 100), CODE) == "ab " * 66 + "a…"


def test_what_is_no_code_is_told() -> None:
    words = "450 4.7.1 <ann@example.com>: graylisted, see 550e8400-e29b-41d4 or call 0800-1234-5678 (2026-06-01)"
    assert reason(said(f"  {words}\n"), CODE) == words
