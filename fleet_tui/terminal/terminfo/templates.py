"""Terminfo's parametrised strings, like `\\E[%i%p1%d;%p2%dH`, with numbers put in (terminfo(5)).

The standard library's `tparm` takes a number for the address of a text where a template says so, and works only after
a terminal was looked up; this reads every template, or says that it cannot.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import lru_cache

_TOKEN = re.compile(
    rb"%(?:(?P<plain>[-+*/m&|^=<>AO!~ci?te;%])|:?(?P<format>[-+# ]*\d*(?:\.\d+)?[doxX])|p(?P<number>[1-9])"
    rb"|\{(?P<constant>\d{1,9})\}|'(?P<character>[\x00-\xff])'|P(?P<keep>[A-Za-z])|g(?P<kept>[A-Za-z]))"
    rb"|(?P<text>[^%]+)",
    re.DOTALL,
)
_WIDEST = 99
"""No terminal pads a number wider than this; a broken template could ask for memory without end."""

_TWO: dict[bytes, Callable[[int, int], int]] = {
    b"+": operator.add,
    b"-": operator.sub,
    b"*": operator.mul,
    b"/": lambda one, other: one // other if other else 0,
    b"m": lambda one, other: one % other if other else 0,
    b"&": operator.and_,
    b"|": operator.or_,
    b"^": operator.xor,
    b"=": operator.eq,
    b"<": operator.lt,
    b">": operator.gt,
    b"A": lambda one, other: bool(one and other),
    b"O": lambda one, other: bool(one or other),
}


@lru_cache(maxsize=8192)  # every place of a screen of 80×24 fits four times
def expand(template: bytes, *numbers: int) -> bytes:
    """The bytes to send for a template and its numbers; rows and columns count from 0.

    Raises:
        ValueError: the template is not one, or wants a text.
    """
    given = list(numbers) + [0] * (9 - len(numbers))
    kept: dict[bytes, int] = {}
    stack: list[int] = []
    out = bytearray()
    tokens = _tokens(template)
    at = 0
    try:
        while at < len(tokens):
            token = tokens[at]
            at += 1
            kind, value = token.lastgroup, token.group(token.lastgroup or 0)
            if kind == "text":
                out += value
            elif kind == "format":
                out += _formatted(value, stack.pop())
            elif kind == "number":
                stack.append(given[int(value) - 1])
            elif kind == "constant":
                stack.append(int(value))
            elif kind == "character":
                stack.append(value[0])
            elif kind == "keep":
                kept[value] = stack.pop()
            elif kind == "kept":
                stack.append(kept.get(value, 0))
            elif value == b"%":
                out += value
            elif value == b"c":
                out.append(stack.pop() & 0xFF or 0x80)  # a null would end the text in C, so terminals take this for it
            elif value == b"i":
                given[0] += 1
                given[1] += 1
            elif value == b"!":
                stack.append(not stack.pop())
            elif value == b"~":
                stack.append(~stack.pop())
            elif value == b"t":
                if not stack.pop():
                    at = _skipped(tokens, at, (b"e", b";"))
            elif value == b"e":
                at = _skipped(tokens, at, (b";",))
            elif value in _TWO:
                other, one = stack.pop(), stack.pop()
                stack.append(int(_TWO[value](one, other)))
    except IndexError:
        raise ValueError(f"a terminfo string takes more than it has: {template!r}") from None
    return bytes(out)


def _tokens(template: bytes) -> list[re.Match[bytes]]:
    tokens = []
    at = 0
    while at < len(template):
        token = _TOKEN.match(template, at)
        if token is None:
            raise ValueError(f"no terminfo string: {template!r}")
        tokens.append(token)
        at = token.end()
    return tokens


def _formatted(form: bytes, number: int) -> bytes:
    if any(int(width) > _WIDEST for width in re.findall(rb"\d+", form)):
        raise ValueError(f"no width of a number: {form!r}")
    return (b"%" + form) % number


def _skipped(tokens: list[re.Match[bytes]], at: int, ends: tuple[bytes, ...]) -> int:
    """Past the end of a branch that is not taken, over whole conditions inside it."""
    depth = 0
    while at < len(tokens):
        value = tokens[at].group("plain")
        at += 1
        if not depth and value in ends:
            return at
        depth += (value == b"?") - (value == b";")
    return at
