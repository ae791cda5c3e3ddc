"""A page as blocks, parsed from Markdown: headings, paragraphs, items of lists, tables and code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

PLAIN, STRONG, CODE, HEADING = "", "strong", "code", "heading"
"""The styles of a span."""


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style."""

    text: str
    style: str = PLAIN


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of the page (level 1) or of a section of it."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text; `marker` is `-` or a number for an item of a list, `depth` how many lists the item is in."""

    spans: Spans
    marker: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below their titles; what a row is about is in its first cell."""

    titles: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to be typed or written as they are."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Table | Code


def parse(markdown: str) -> tuple[Block, ...]:
    """The blocks of a page.

    Raises:
        ValueError: the page has something that has no block.
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return tuple(_blocks(iter(tokens)))


def text_of(spans: Sequence[Span]) -> str:
    """The text alone."""
    return "".join(span.text for span in spans)


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    lists: list[int | None] = []
    marker = ""
    for token in tokens:
        match token.type:
            case "heading_open":
                yield Heading(int(token.tag[1]), _spans(next(tokens)))
            case "paragraph_open":
                yield Paragraph(_spans(next(tokens)), marker, len(lists))
                marker = ""
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(0)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                lists[-1] = None if number is None else number + 1
                marker = "-" if number is None else f"{number + 1}."
            case "table_open":
                yield _table(tokens)
            case "fence":
                yield Code(tuple(token.content.splitlines()))
            case "heading_close" | "paragraph_close" | "list_item_close":
                pass
            case other:
                raise ValueError(f"{other} has no place in the manual")


def _table(tokens: Iterator[Token]) -> Table:
    rows: list[list[Spans]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_spans(token))
    titles, *others = (tuple(row) for row in rows)
    return Table(titles, tuple(others))


def _spans(inline: Token) -> Spans:
    spans: list[Span] = []
    style = PLAIN
    for token in inline.children or ():
        match token.type:
            case "text":
                spans.append(Span(token.content, style))
            case "softbreak" | "hardbreak":
                spans.append(Span(" ", style))
            case "code_inline":
                spans.append(Span(token.content, CODE))
            case "strong_open":
                style = STRONG
            case "strong_close":
                style = PLAIN
            case "em_open" | "em_close" | "link_open" | "link_close":
                pass
            case other:
                raise ValueError(f"{other} has no place in the manual")
    return tuple(span for span in spans if span.text)
