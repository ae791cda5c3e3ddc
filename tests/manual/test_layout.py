"""Every page can be read at every width, by man, and is found by what people type."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from rich.cells import cell_len

from fleet_tui.manual.blocks import Code, Heading, Paragraph, Span, Table, parse, text_of
from fleet_tui.manual.contents import PAGES, find_page, markdown_of, nearest_pages, read_page
from fleet_tui.manual.plain import lay_out
from fleet_tui.manual.roff import manual_page, roff_of
from tests.support.tables import for_each


@for_each("name", PAGES)
def test_every_page_fits_every_width_and_loses_no_word(name: str) -> None:
    blocks = read_page(name).blocks
    for width in (20, 33, 54, 80):
        lines = lay_out(blocks, width)
        assert max(cell_len(text_of(line)) for line in lines) <= width, width
        laid = "".join(text_of(line) for line in lines)
        written = "".join(_words(block) for block in blocks)
        assert _letters(laid) == _letters(written), width


def _words(block: object) -> str:
    match block:
        case Heading(spans=spans):
            return text_of(spans)
        case Paragraph(spans, marker, _):
            return marker + text_of(spans)
        case Table(rows=rows):
            return "".join(text_of(cell) for row in rows for cell in row)
        case Code(lines):
            return "".join(lines)
    raise AssertionError(block)


def _letters(text: str) -> str:
    return "".join(text.split())


def test_a_page_is_made_of_blocks() -> None:
    blocks = parse(
        "# Title\n\nPress `a`,\n**now**.\n\n1. one\n2. two\n\n| x | y |\n| - | - |\n| `a\\|b` | c |\n\n```sh\nls\n```\n"
    )
    assert blocks == (
        Heading(1, (Span("Title"),)),
        Paragraph((Span("Press "), Span("a", "code"), Span(","), Span(" "), Span("now", "strong"), Span("."))),
        Paragraph((Span("one"),), "1.", 1),
        Paragraph((Span("two"),), "2.", 1),
        Table(((Span("x"),), (Span("y"),)), (((Span("a|b", "code"),), (Span("c"),)),)),
        Code(("ls",)),
    )


def test_what_has_no_block_is_refused() -> None:
    for markdown in ("<b>raw</b>", "> quoted", "text\n\n---\n", "![picture](x.svg)"):
        with pytest.raises(ValueError, match="no place in the manual"):
            parse(markdown)


@for_each(
    "topic, name",
    [
        ("lists", "lists"),
        ("Lists and filters", "lists"),
        ("  BULK ", "bulk"),
        ("first", "first-hour"),
        ("import", "files"),
        ("acc", "accounts"),
        ("", None),
        ("zzz", None),
        ("f", None),
    ],
)
def test_a_page_is_found_by_its_name_or_title_or_their_beginning(topic: str, name: str | None) -> None:
    assert find_page(topic) == name


@for_each(
    "topic, page",
    [
        ("lsits", "lists"),
        ("undo", "bulk"),
        ("password", "accounts"),
        ("PuTTY", "terminals"),
        ("ForceCommand", "administrators"),
        ("invite again", "accounts"),
        ("saved view", "lists"),
        ("mail server", "settings"),
        ("role", "accounts"),
        ("photo", "profiles"),
    ],
)
def test_the_nearest_page_is_named(topic: str, page: str) -> None:
    assert page in nearest_pages(topic)


def test_nothing_is_near_to_nonsense() -> None:
    for topic in ("zzzz", "", "  ", "[(*", "\x1b[31m"):
        assert nearest_pages(topic) == ()


def test_the_manual_page_has_every_page_and_no_request_by_accident() -> None:
    page = manual_page("1.0")
    requests = {line.split(" ")[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".PP", ".TP", ".IP", ".RS", ".RE", ".nf", ".fi", ".br"}
    assert all(f'.SH "{title.upper()}"' in page for name, title in PAGES.items() if name != "developers")


def test_what_roff_would_act_on_is_text() -> None:
    written = list(roff_of(parse('A\\\\b and `--x`.\n\n```text\n.TH hidden\n\'br "q" ~^`\n```\n')))
    assert written == [
        ".PP",
        r"A\eb and \fB\-\-x\fR\&.",
        ".PP",
        ".RS 4",
        ".nf",
        r"\&.TH hidden",
        r"\(aqbr \(dqq\(dq \(ti\(ha\(ga",
        ".fi",
        ".RE",
    ]


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man here")
def test_man_reads_it_without_a_warning_and_shows_what_is_written(tmp_path: object) -> None:
    source = f"{tmp_path}/fleet-tui.1"
    with open(source, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(manual_page("1.0"))
    ended = subprocess.run(
        ["man", "--warnings", "-l", source],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "200", "MANPAGER": "cat"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ended.stderr == ""
    shown = _letters(ended.stdout)
    for line in _code_lines("settings"):
        assert _letters(line) in shown, line


def _code_lines(name: str) -> list[str]:
    return [line for block in read_page(name).blocks if isinstance(block, Code) for line in block.lines]


def test_no_page_has_a_second_title() -> None:
    for name in PAGES:
        assert not any(isinstance(block, Heading) and block.level == 1 for block in read_page(name).blocks), name
        assert markdown_of(name).endswith("\n")
