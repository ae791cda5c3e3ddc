"""Cells of CSV files and of copied tables that a spreadsheet shows and never runs."""

from __future__ import annotations

import re

_RUNS = re.compile("[=+\\-@\t\r＝＋－＠]")
_PHONE = re.compile(r"\+[0-9]+")


def neutral(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula.

    A telephone number in E.164 is only a number to a spreadsheet and stays as it is. A text that begins with
    apostrophes and would then look like one of ours gets one more, so that taking one off always gives the text back.
    """
    if text.startswith("'"):
        return f"'{text}" if _RUNS.match(text.lstrip("'")) else text
    if _RUNS.match(text) and not _PHONE.fullmatch(text):
        return f"'{text}"
    return text
