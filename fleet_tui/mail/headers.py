"""Headers of a message, written by the program itself: a text stays one text, a mailbox stays one mailbox.

Python's `email` package folds long names in ways that differ between its versions; in some of them a name with commas
becomes several addresses.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator

_LINE = 76
"""Characters that a line of a header has at most (RFC 2047, 2)."""
_NAME_OF_HEADER = 9
"""Characters of the longest name before a text, `Subject: `."""
_BYTES_OF_WORD = 39
"""Bytes in one encoded word, which is 64 characters long with them and fits behind the name of a header."""
_ATOMS = re.compile(r"[^\x00-\x20\x7f()<>\[\]:;@\\,.\"]+(?: [^\x00-\x20\x7f()<>\[\]:;@\\,.\"]+)*")


class WouldSplit(ValueError):
    """The text holds a character that could end its header."""


def text_header(name: str, text: str) -> str:
    """The header with an untrusted text.

    Raises:
        WouldSplit: the text cannot stand in a header.
    """
    _check(text)
    return _folded(name, [text] if _is_plain(text) and text.isascii() else [*_encoded_words(text)])


def mailbox_header(name: str, display_name: str, address: str, *, utf8: bool = False) -> str:
    """The header with one mailbox. `address` is checked already; `utf8` allows letters beyond ASCII (RFC 6532).

    Raises:
        WouldSplit: the name cannot stand in a header.
    """
    _check(display_name)
    if not display_name:
        return _folded(name, [address])
    return _folded(name, [*_phrase(display_name, utf8), f"<{address}>"])


def _check(text: str) -> None:
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in text):
        raise WouldSplit


def _is_plain(text: str) -> bool:
    """Whether the text fits on one line and every reader takes it as it stands."""
    return text.isprintable() and len(text) <= _LINE - _NAME_OF_HEADER and "=?" not in text


def _phrase(text: str, utf8: bool) -> Iterator[str]:
    if not (_is_plain(text) and (utf8 or text.isascii())):
        return _encoded_words(text)
    if _ATOMS.fullmatch(text):
        return iter([text])
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return iter([f'"{escaped}"']) if len(escaped) <= _LINE - _NAME_OF_HEADER - 2 else _encoded_words(text)


def _encoded_words(text: str) -> Iterator[str]:
    """The text in encoded words (RFC 2047), each with whole characters."""
    part = b""
    for character in text:
        encoded = character.encode("utf-8", "replace")
        if len(part) + len(encoded) > _BYTES_OF_WORD:
            yield _encoded_word(part)
            part = b""
        part += encoded
    if part:
        yield _encoded_word(part)


def _encoded_word(part: bytes) -> str:
    return f"=?utf-8?b?{b64encode(part).decode('ascii')}?="


def _folded(name: str, words: list[str]) -> str:
    """The header with line breaks between words alone, where the line is full."""
    lines = [f"{name}:"]
    for word in words:
        if lines[-1] != f"{name}:" and len(lines[-1]) + 1 + len(word) > _LINE:
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines) + "\r\n"
