"""The manual as a page of `man`, in the macros of man(7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fleet_tui.manual.blocks import PLAIN, Block, Code, Heading, Paragraph, Spans, Table
from fleet_tui.manual.contents import PAGES, read_page

_FOR_ANOTHER_READER = ("developers",)
"""Pages that nobody looks for in a manual page of Unix."""


def manual_page(version: str) -> str:
    """The whole manual as the source of `fleet-tui(1)`."""
    lines = [
        f'.TH FLEET-TUI 1 "" "Fleet TUI {version}"',
        ".SH NAME",
        r"fleet\-tui \- manage the technicians and employees of a fleet from a terminal",
        ".SH SYNOPSIS",
        r"\fBfleet\-tui\fR [\fB\-\-database\fR PATH] [COMMAND ...]",
        ".br",
        r"\fBfleet\-tui help\fR [TOPIC]",
    ]
    for name in PAGES:
        if name not in _FOR_ANOTHER_READER:
            page = read_page(name)
            lines += [f'.SH "{_escaped(page.title.upper())}"', *roff_of(page.blocks)]
    return "\n".join(lines) + "\n"


def roff_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The blocks in the macros, a line of source each."""
    for block in blocks:
        match block:
            case Heading(spans=spans):
                yield f'.SS "{_text(spans)}"'
            case Paragraph(spans, marker, _):
                yield f'.IP "{_escaped(marker)}" 4' if marker else ".PP"
                yield _text(spans)
            case Table(rows=rows):
                for term, *cells in rows:
                    yield ".TP"
                    yield _text(term)
                    yield "  ".join(_text(cell) for cell in cells if cell) or r"\&"
            case Code(lines):
                yield from (".PP", ".RS 4", ".nf")
                yield from (_escaped(line) for line in lines)
                yield from (".fi", ".RE")


def _text(spans: Spans) -> str:
    """The spans as one line; a line must not begin as a request does."""
    said = "".join(
        _escaped(span.text) if span.style == PLAIN else rf"\fB{_escaped(span.text, first=False)}\fR" for span in spans
    )
    return said or r"\&"


def _escaped(text: str, *, first: bool = True) -> str:
    """Text without anything that roff acts on: signs typed in a shell stay the signs that they are."""
    for sign, escape in (
        ("\\", r"\e"),
        ("-", r"\-"),
        ('"', r"\(dq"),
        ("'", r"\(aq"),
        ("`", r"\(ga"),
        ("^", r"\(ha"),
        ("~", r"\(ti"),
    ):
        text = text.replace(sign, escape)
    return rf"\&{text}" if first and text.startswith(".") else text
