"""The pages of the manual: their order, their titles and their blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from fleet_tui.manual.blocks import Block, Code, Heading, Paragraph, Table, parse, text_of

PAGES = {
    "first-hour": "First hour",
    "lists": "Lists and filters",
    "profiles": "Profiles",
    "bulk": "Bulk work and undo",
    "history": "History and overview",
    "accounts": "Accounts and mail",
    "files": "Import and export",
    "shift": "A shift in few keys",
    "terminals": "Slow lines and terminals",
    "commands": "Command line",
    "settings": "Settings and keys",
    "administrators": "For administrators",
    "developers": "For developers",
}
"""The title of each page by the name of its file, in the order of reading."""

_REFERENCE = ("commands", "settings", "developers")
"""Pages that are looked up more than read."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, without its title among the blocks."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@cache
def read_page(name: str) -> Page:
    """The page of that name, which is one of `PAGES`."""
    title, *blocks = parse(markdown_of(name))
    if not isinstance(title, Heading) or text_of(title.spans) != PAGES[name]:
        raise ValueError(f"{name}.md does not begin with the title {PAGES[name]}")
    return Page(name, PAGES[name], tuple(blocks))


def markdown_of(name: str) -> str:
    """A page as it is written."""
    return (Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8")


def find_page(topic: str) -> str | None:
    """The name of the page that a topic names: by its name, its title, or the beginning of one of them alone."""
    wanted = _key(topic)
    names = {_key(word): name for name, title in PAGES.items() for word in (name, title)}
    if wanted in names:
        return names[wanted]
    begun = {name for word, name in names.items() if wanted and word.startswith(wanted)}
    return begun.pop() if len(begun) == 1 else None


def nearest_pages(topic: str) -> tuple[str, ...]:
    """The names of the pages nearest to a topic that is none: those that speak of it most, else one alike."""
    words = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in topic.split()]
    weights = {name: _weights(name, words) for name in PAGES}
    told = {name: sum(found) for name, found in weights.items() if found and all(found)}
    if told:
        return tuple(sorted(told, key=lambda name: -told[name])[:3])
    names = {_key(word): name for name, title in PAGES.items() for word in (name, title)}
    return tuple(names[word] for word in get_close_matches(_key(topic), names, n=1, cutoff=0.7))


def _weights(name: str, words: list[re.Pattern[str]]) -> list[float]:
    """How much a page speaks of each of the words; pages that list everything speak of all, and say less."""
    page = read_page(name)
    return [_weight(page, word) / (5 if name in _REFERENCE else 1) for word in words]


def _weight(page: Page, said: re.Pattern[str]) -> int:
    """How much a page speaks of something; a heading counts as ten sentences."""
    weight = 0
    for block in page.blocks:
        match block:
            case Heading(spans=spans):
                weight += 10 * len(said.findall(text_of(spans)))
            case Paragraph(spans=spans):
                weight += len(said.findall(text_of(spans)))
            case Table(rows=rows):
                weight += sum(len(said.findall(text_of(cell))) for row in rows for cell in row)
            case Code(lines=lines):
                weight += sum(len(said.findall(line)) for line in lines)
    return weight


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
