"""Whatever is written to the program as text, only sequences that it composed itself reach a terminal."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.terminal.output.grid import ScreenBuffer
from fleet_tui.terminal.output.painter import Shown
from fleet_tui.terminal.output.parser import OutputParser
from fleet_tui.terminal.terminfo.capabilities import Capabilities, expand
from tests.support.line.watched import Way, ways
from tests.support.people import size


def grammar(can: Capabilities, copies: bool) -> re.Pattern[str]:
    """Every sequence that a terminal's capabilities compose, whatever the numbers."""
    two = [expand(template, 41, 52) for template in (can.cup, can.csr) if template]
    one = [
        expand(template, 41) for template in (can.hpa, can.vpa, can.cuf, can.cub, can.cuu, can.cud, can.ech) if template
    ]
    one += [expand(template, 41) for template in (can.indn, can.rin) if template]
    one += [expand(can.rep, ord("x"), 41)[1:]] if can.rep else []
    fixed = [can.cuf1, can.cub1, can.cuu1, can.cud1, can.cr, can.ht, can.home, can.ind, can.ri, can.el, can.clear]
    fixed += [can.smacs, can.rmacs] + ([b"\x1b[r"] if can.csr else [])
    fixed += [] if can.sgr else [can.sgr0, can.bold, can.dim, can.sitm, can.smul, can.rev, can.smxx]
    parts = [re.sub("[0-9]+", "[0-9]+", re.escape(part.decode())) for part in (*two, *one)]
    parts += [re.escape(part.decode()) for part in fixed if part]
    parts += [r"\x1b\[[0-9;]*m"] if can.sgr else []
    parts += [r"\x1b\[[0-9]+;[0-9]+;[0-9]+;[0-9]*;;[0-9]+;[0-9]+\$v"] if copies else []
    return re.compile("|".join(sorted(parts, key=len, reverse=True)))


foreign = st.one_of(
    st.text(max_size=20),
    st.text(st.characters(max_codepoint=0x9F), max_size=20),
    st.text(st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp"), min_codepoint=0), max_size=9),
    st.sampled_from(
        (
            *(
                "\x1b",
                "\x1b[",
                "\x1b[2",
                "\x1b[31;",
                "\x1b]",
                "\x1b]0;title\x07",
                "\x1b]52;c;eA==\x07",
                "\x1b]52;c;!\x07",
            ),
            *(
                "\x1bP+q544e\x1b\\",
                "\x1bPunfinished",
                "\x1b[?1049l",
                "\x1b[6n",
                "\x1bc",
                "\x9b2J",
                "\x9d0;x\x9c",
                "\x90q",
            ),
            *(
                "\x1b(0",
                "\x0e",
                "\x0f",
                "\r\n",
                "\t",
                "\b\b",
                "\x7f",
                "\x18",
                "\u202eevil\u202c",
                "\u2066x\u2069",
                "\u2028",
            ),
            *(
                "\ud800",
                "\udc9b2J",
                "\x1b[1;1H",
                "\x1b[999999;999999H",
                "\x1b[;H",
                "\x1b[38;2m",
                "\x1b[38;5;m",
                "\x1b[99999m",
            ),
            *("é\x1b[2J", "é\x9b2J", "漢\u0085字", "a\u0301\x07b", "\x1b_app\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\"),
        )
    ),
)


@settings(max_examples=size(100, 6_000), deadline=None)
@given(way=ways, writings=st.lists(st.lists(foreign, max_size=8).map("".join), min_size=1, max_size=3))
def test_only_sequences_of_our_own_are_sent(way: Way, writings: list[str]) -> None:
    own, painter, shown, folding = grammar(way.can, way.copies), way.painter(), Shown(), way.folding()
    grid = ScreenBuffer(*way.size)
    parser = OutputParser(grid)
    for writing in writings:
        parser.feed(writing)
        painting = painter.paint(shown, [folding.row(row) for row in grid.rows])
        shown = painting.shown
        left = own.sub("", painting.data.decode(way.charset))
        assert not [character for character in left if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")]
        assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]", left)
