"""What could stand at the end of a command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

_ESCAPE, _QUOTES = "\\", "\"'"


def words_for(parser: argparse.ArgumentParser, line: str) -> list[str]:
    """The words of which each could be the last one of the line, which begins with the program's name."""
    *before, typed = split(line)[1:] or [""]
    return [*dict.fromkeys(_starting(_offered(parser, before, typed), typed))]


def split(line: str) -> list[str]:
    """The words of a line as shells read them; the last is empty behind a blank, and may have an open quote."""
    words, quote, escaped = [""], "", False
    for character in line:
        if escaped:
            words[-1] += character
            escaped = False
        elif character == _ESCAPE and quote != "'":
            escaped = True
        elif quote:
            if character == quote:
                quote = ""
            else:
                words[-1] += character
        elif character in _QUOTES:
            quote = character
        elif character.isspace():
            words.append("")
        else:
            words[-1] += character
    return [word for word in words[:-1] if word] + words[-1:]


def _starting(words: Iterable[str], typed: str) -> Iterator[str]:
    key = typed.casefold()
    return (word for word in words if word.casefold().startswith(key))


def _offered(parser: argparse.ArgumentParser, before: list[str], typed: str) -> Iterator[str]:
    given: dict[str, str] = {}
    places: list[str] = []
    command, waiting = parser, None
    for word in before:
        if waiting is not None:
            given[waiting.dest] = word
            waiting = None
        elif word.startswith("-"):
            waiting = _taking_value(command, word)
        elif command is parser:
            command = _commands(parser).get(word, parser)
            if command is parser:
                return
        else:
            places.append(word)
    if waiting is not None:
        yield from _values(waiting, places, given, typed)
    elif typed.startswith("-"):
        yield from (option for action in command._actions for option in action.option_strings)
    elif command is parser:
        yield from _commands(parser)
    else:
        yield from _at_place(command, places, given, typed)


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (found,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def _taking_value(command: argparse.ArgumentParser, option: str) -> argparse.Action | None:
    """The action of an option that takes the next word; none for a flag and for `--option=value`."""
    action = next((action for action in command._actions if option in action.option_strings), None)
    return action if action is not None and action.nargs != 0 else None


def _at_place(command: argparse.ArgumentParser, places: list[str], given: dict[str, str], typed: str) -> Iterator[str]:
    actions = [action for action in command._actions if not action.option_strings]
    if not actions:
        return
    action = actions[min(len(places), len(actions) - 1)]
    if len(places) >= len(actions) and action.nargs not in ("*", "+"):
        return
    yield from _values(action, places, given, typed)


def _values(action: argparse.Action, places: list[str], given: dict[str, str], typed: str) -> Iterator[str]:
    if action.choices:
        yield from map(str, action.choices)
    elif action.dest in ("who", "values", "assignment", "filter"):
        from fleet_tui.cli.shell.asking import answers

        yield from answers(action.dest, places[0] if places else "", given.get("database"), typed)
