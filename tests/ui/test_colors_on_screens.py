"""What is drawn can be read: on every screen, in every theme, each word has the contrast of its theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.style import Style
from textual.screen import Screen

from fleet_tui.services.services import Services
from fleet_tui.ui.app.themes import named, theme_files
from fleet_tui.ui.form.screen import FormScreen
from tests.support.screens.every_screen import SCREENS
from tests.support.screens.list_driving import listed
from tests.support.seen_colors import Rgb, contrast

OURS = sorted(theme_files())
FEW = ("dark",)


def _ready(screen: Screen[object]) -> bool:
    if isinstance(screen, FormScreen):
        return screen.form is not None and screen.form.usable.is_set()
    return screen.focused is not None or not screen.focus_chain


def _of(style: Style, default: tuple[Rgb, Rgb]) -> tuple[Rgb, Rgb]:
    """The colours of text and ground; the theme's where the style has none."""
    shown = [
        tuple(map(float, color.get_truecolor())) if color is not None and not color.is_default else other
        for color, other in zip((style.color, style.bgcolor), default, strict=True)
    ]
    text, ground = reversed(shown) if style.reverse else shown
    return text, ground  # type: ignore[return-value]


def _unreadable(screen: Screen[object], least: float) -> Iterator[str]:
    ground, text = screen.app.theme_variables["fleet-background"], screen.app.theme_variables["fleet-text"]
    default = tuple(tuple(float(int(c[at : at + 2], 16)) for at in (1, 3, 5)) for c in (text, ground))
    for strip in screen._compositor.render_strips():
        for words, style, _ in strip:
            if style is not None and any(map(str.isalnum, words)):
                ratio = contrast(*_of(style, default))  # type: ignore[arg-type]
                # A terminal dims as it likes, and has a default colour of its own, which may be the background's.
                if ratio < least or style.dim or style.color is None or style.color.is_default:
                    yield f"{words.strip()!r} has {ratio:.1f}, {style}"


@pytest.mark.parametrize(
    "name", [*FEW, *(pytest.param(name, marks=pytest.mark.long) for name in OURS if name not in FEW)]
)
async def test_every_word_can_be_read(fleet: Services, name: str) -> None:
    faults: dict[str, list[str]] = {}
    async with listed(fleet, theme=named(name, 1 << 24)) as driven:
        for kind, make in SCREENS.items():
            screen = make(fleet)
            await driven.app.push_screen(screen)
            await driven.until(lambda: driven.app.screen is screen and _ready(screen))  # noqa: B023
            await driven.pilot.press("down")
            if found := list(_unreadable(driven.app.screen, 7 if name == "high-contrast" else 4.5)):
                faults[kind.__name__] = found[:6]
            await screen.dismiss(None)
            await driven.until(lambda: driven.app.screen is not screen)  # noqa: B023
    assert not faults, "\n".join(f"{kind}: {each}" for kind, found in faults.items() for each in found)
