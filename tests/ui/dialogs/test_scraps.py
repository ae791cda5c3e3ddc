"""What is seen of words that a box cuts becomes blank; whole words, lines and what is filled stay."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from fleet_tui.ui.dialogs.scraps import without_scraps
from tests.support.tables import for_each


@for_each(
    "line, left, right, seen",
    [
        ("Foothills (303) 555-0119", 2, 8, "  ######  (303) 555-0119"),
        ("Foothills (303) 555-0119", 0, 9, "######### (303) 555-0119"),
        ("Foothills (303) 555-0119", 9, 12, "Foothills###    555-0119"),
        ("Uptown    Never logged in  5 Jan", 12, 14, "Uptown      ##             5 Jan"),
        ("Uptown    Never logged in  5 Jan", 10, 15, "Uptown    #####            5 Jan"),
        ("Ann Lee   Ben Lee", 0, 5, "#####     Ben Lee"),
        ("Settings  │Technicians───┐", 0, 11, "###########Technicians───┐"),
        ("Settings  │Technicians───┐", 0, 13, "#############         ───┐"),
        ("+- Title -----+", 0, 11, "###########---+"),
        ("工藤 Kudo 藤田", 2, 11, "  #########   "),
    ],
)
def test_words_that_are_cut_are_blank(line: str, left: int, right: int, seen: str) -> None:
    shown = without_scraps(Strip([Segment(line[:3]), Segment(line[3:])]), left, right)
    assert shown.cell_length == Strip([Segment(line)]).cell_length
    assert shown.crop(0, left).text + "#" * (right - left) + shown.crop(right).text == seen


def test_a_filled_row_stays_filled_where_a_word_was() -> None:
    filled = Style(color="red", bgcolor="blue", underline=True)
    (first, *_) = without_scraps(Strip([Segment("Foothills", filled)]), 4, 20)
    assert first == Segment("    ", Style(bgcolor="blue"))
