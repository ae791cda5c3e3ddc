"""What a task costs in keystrokes: pressed one by one at 80×24 on the people of the demo, from the list and back to it.

A test module of `tests/ui/keystrokes` has a tuple `TASKS` and one test:

    @pytest.mark.parametrize("task", TASKS, ids=str)
    async def test_it_takes_few_keystrokes(task: Task, shift: Services) -> None:
        await done(task, shift)

`python -m tests.support.keystrokes` prints the table of all of them. Words that the user waits for (`Shows`) stand
before a key that a screen would drop, such as the Enter that runs a plan.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fleet_tui.services.services import Services
from fleet_tui.ui.people.list_screen import PeopleListScreen
from tests.support.screens.list_driving import Driven, listed

FOLDER = "tests.ui.keystrokes"


@dataclass(frozen=True)
class Data:
    """A name, a number or a word that picks something: typed, and not counted."""

    text: str


@dataclass(frozen=True)
class Shows:
    """Words that the user reads on the screen before the next key."""

    words: str


Key = str | Data | Shows
"""A key by its name (`f2`, `slash`, `x`), which is counted, or what is not."""


@dataclass(frozen=True)
class Task:
    """A task of a dispatcher's day.

    `most` is how many keystrokes it may take, `before` how many it took when that was decided (0: not measured).
    `proof` raises AssertionError when it is not done at the end. `begins` brings people into the state before it.
    """

    name: str
    most: int
    keys: tuple[Key, ...]
    proof: Callable[[Driven, Services], None]
    before: int = 0
    begins: Callable[[Services], None] = field(default=lambda services: None)

    def __str__(self) -> str:
        return self.name

    @property
    def count(self) -> int:
        """The keystrokes that are counted."""
        return sum(isinstance(key, str) for key in self.keys)


async def done(task: Task, services: Services) -> None:
    """Do the task with exactly its keys, from the list back to the list, and look at what came of it."""
    assert task.count <= task.most, f"{task}: {task.count} keystrokes, {task.most} are allowed"
    task.begins(services)
    async with listed(services) as user:
        for key in task.keys:
            await _take(user, key)
        await user.until(lambda: isinstance(user.app.screen, PeopleListScreen))
        await user.settled()
        task.proof(user, services)


async def _take(user: Driven, key: Key) -> None:
    if isinstance(key, Shows):
        await user.shows(key.words)
        return
    if isinstance(key, Data):
        await user.write(key.text)
    else:
        await user.pilot.press(key)
    await user.taken()  # a user sees what a key did before the next one


def all_tasks() -> Iterator[Task]:
    """The tasks of every module of the folder, in the order of its files."""
    package = importlib.import_module(FOLDER)
    for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
        yield from getattr(importlib.import_module(f"{FOLDER}.{module}"), "TASKS", ())


NAMES = {
    "slash": "/", "colon": ":", "asterisk": "*", "minus": "-", "full_stop": ".", "question_mark": "?",
    "left_square_bracket": "[", "right_square_bracket": "]", "escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp",
    "exclamation_mark": "!", "greater_than_sign": ">", "less_than_sign": "<",
}  # fmt: skip
"""Keys by what is on them, where that is not their name."""


def named(key: str) -> str:
    """What is on a key, as the manual writes it."""
    if key in NAMES:
        return NAMES[key]
    return key.capitalize() if len(key) > 1 and "+" not in key else key


def pressed(task: Task) -> str:
    """The keys of a task in Markdown: keys as code, typed data in italics."""
    words = []
    for key in task.keys:
        if isinstance(key, str):
            words.append(f"`{named(key)}`")
        elif isinstance(key, Data):
            words.append(f"*{key.text.strip()}*")
    return " ".join(words)


def table() -> str:
    """The tasks with their keys and how many these are, as the Markdown table of the manual."""
    rows = (f"| {task} | {pressed(task)} | {task.count} |" for task in all_tasks())
    return "\n".join(("| task | keys (typed data in italics) | keystrokes |", "| :- | :- | -: |", *rows))


def budgets() -> str:
    """How many keystrokes the tasks take, may take, and took before."""
    rows = (f"| {task} | {task.count} | {task.most} | {task.before or ''} |" for task in all_tasks())
    return "\n".join(("| task | keystrokes | at most | before |", "| :- | -: | -: | -: |", *rows))


if __name__ == "__main__":
    from tests.support import keystrokes  # the module whose classes the tasks are made of

    print(keystrokes.table(), keystrokes.budgets(), sep="\n\n")
