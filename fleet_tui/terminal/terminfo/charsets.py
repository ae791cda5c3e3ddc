"""Which characters a terminal takes, as far as the locale's variables say it."""

from __future__ import annotations

import re

ASCII = "ascii"
UTF_8 = "utf-8"

_LATIN = {1: 1, 2: 2, 3: 3, 4: 4, 5: 9, 6: 10, 7: 13, 8: 14, 9: 15, 10: 16}
"""The parts of ISO 8859 by the number of the Latin alphabet."""

_OTHERS = {"utf8": UTF_8, "koi8r": "koi8-r", "koi8u": "koi8-u"}


def charset_of(variable: str, locale: str) -> tuple[str, str]:
    """The Python codec for a locale like `en_US.UTF-8`, and why; ASCII where the locale says none that is known.

    `variable` is the one that the locale was found in: nothing where none is set.
    """
    if not variable:
        return ASCII, "none of LC_ALL, LC_CTYPE and LANG is set"
    said = locale.partition("@")[0]
    codec = _codec(said.partition(".")[2] or said)
    if codec is None:
        return ASCII, f"{variable} is {locale}, which names no character set that is known here"
    return codec, f"{variable} is {locale}"


def can_show(text: str, charset: str) -> bool:
    """Whether a character set has every character of a text."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _codec(name: str) -> str | None:
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    if found := re.fullmatch(r"(iso)?8859(\d\d?)", plain):
        part = int(found[2])
    elif found := re.fullmatch(r"latin(\d\d?)", plain):
        part = _LATIN.get(int(found[1]), 0)
    else:
        return _OTHERS.get(plain)
    return f"iso8859-{part}" if 1 <= part <= 16 and part != 12 else None
