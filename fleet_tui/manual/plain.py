"""A page as lines of a width, for screens and for the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from fleet_tui.manual.blocks import CODE, HEADING, PLAIN, Block, Code, Heading, Paragraph, Span, Spans, Table, text_of

Line = Spans

_INDENT = 4
"""Cells before what is said below a term, or to be typed."""


def lay_out(blocks: Iterable[Block], width: int) -> list[Line]:
    """The lines of the blocks, a blank one between two of them but none between the items of a list."""
    lines: list[Line] = []
    before: Block | None = None
    for block in blocks:
        together = isinstance(block, Paragraph) and isinstance(before, Paragraph) and block.depth and before.depth
        if before is not None and not together:
            lines.append(())
        lines.extend(_lines(block, width))
        before = block
    return lines


def marked(block: Block) -> Block:
    """The block with the marks of its code, for output without styles."""
    match block:
        case Paragraph(spans, marker, depth):
            return Paragraph(_marked(spans), marker, depth)
        case Table(titles, rows):
            return Table(titles, tuple(tuple(map(_marked, row)) for row in rows))
        case _:
            return block


def _marked(spans: Spans) -> Spans:
    return tuple(Span(f"`{span.text}`") if span.style == CODE else span for span in spans)


def _lines(block: Block, width: int) -> Iterator[Line]:
    match block:
        case Heading(spans=spans):
            yield from _wrapped([Span(text_of(spans), HEADING)], width)
        case Paragraph(spans, marker, depth):
            start = " " * (2 * max(0, depth - 1)) + (f"{marker} " if marker else "  " * bool(depth))
            yield from _hanging(spans, width, start, len(start))
        case Table(rows=rows):
            yield from _terms(rows, width)
        case Code(lines):
            for line in lines:
                yield from _hanging([Span(line, CODE)], width, " " * min(_INDENT, width // 10), 2 * _INDENT, keep=True)


def _terms(rows: Sequence[Sequence[Spans]], width: int) -> Iterator[Line]:
    """Each row as a term and what is said of it: beside it where the terms are short, else below it."""
    widest = max((len(text_of(row[0])) for row in rows), default=0) + 2
    indent = widest if widest <= width // 3 else min(_INDENT, width // 10)
    for row in rows:
        term, *cells = row
        said = [span for cell in cells if cell for span in (Span("  "), *cell)][1:]
        if len(text_of(term)) + 2 <= indent:
            room = " " * (indent - len(text_of(term)))
            yield from _hanging(said, width, "", indent, before=(*term, Span(room)))
        else:
            yield from _wrapped(term, width)
            yield from _hanging(said, width, " " * indent, indent)


def _hanging(
    spans: Sequence[Span], width: int, start: str, indent: int, *, before: Spans = (), keep: bool = False
) -> Iterator[Line]:
    """The spans wrapped behind `before` or `start`, further lines below an indent; `keep` keeps blanks as they are."""
    first = before or ((Span(start),) if start else ())
    taken = len(text_of(first))
    if keep and taken + len(text_of(spans)) <= width:
        yield (*first, *spans)
        return
    lines = list(_wrapped(spans, width - indent, first=width - taken))
    for number, line in enumerate(lines or [()]):
        yield (*first, *line) if number == 0 else ((Span(" " * indent), *line) if indent else line)


def _wrapped(spans: Sequence[Span], width: int, first: int | None = None) -> Iterator[Line]:
    """The spans in lines of that many cells; the first line may have more or fewer."""
    width = max(8, width)
    room = max(8, width if first is None else first)
    line: list[Span] = []
    used = 0
    for word in _words(spans, width):
        long = len(text_of(word))
        if used and used + 1 + long > room:
            yield tuple(_joined(line))
            line, used, room = [], 0, width
        if used:
            style = word[0].style if line[-1].style == word[0].style else PLAIN
            line.append(Span(" ", style))
        line += word
        used += long + (1 if used else 0)
    if line:
        yield tuple(_joined(line))


def _words(spans: Sequence[Span], width: int) -> Iterator[list[Span]]:
    """Words with the signs that touch them, in pieces where they are too long for a line."""
    word: list[Span] = []
    for span in spans:
        for part in re.findall(r"\s+|\S+", span.text):
            if part.isspace():
                if word:
                    yield word
                word = []
                continue
            while len(text_of(word)) + len(part) > width:
                room = width - len(text_of(word))
                yield [*word, Span(part[:room], span.style)] if room else word
                word, part = [], part[room:]
            if part:
                word.append(Span(part, span.style))
    if word:
        yield word


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, neighbours of one style as one."""
    last: Span | None = None
    for span in spans:
        if last is not None and last.style == span.style:
            last = Span(last.text + span.text, span.style)
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last
