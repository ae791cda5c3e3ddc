"""Textual's private names: each is still there and does what the program uses it for, and none is used elsewhere."""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rich.text import Text
from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.drivers.headless_driver import HeadlessDriver
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.worker import Worker
from textual.worker_manager import WorkerManager

import fleet_tui
from fleet_tui.ui.base import textual_compat as compat

PACKAGE = Path(fleet_tui.__file__).parent
COMPAT = ("ui/base/textual_compat.py", "terminal/input/textual_keys.py")
"""The files that use private names of Textual's on behalf of all others."""
ALSO_ALLOWED = {
    "terminal/driver.py": {"_app", "_loop", "_size"},  # what the base class of every driver keeps for it
    "terminal/output/folding.py": {"_replace"},  # of a named tuple
    "terminal/output/styling.py": {"_replace"},
}


OWN = ("self", "cls", "super()")
"""What a class calls its own private names on."""


def is_private(name: str) -> bool:
    return len(name) > 1 and name[0] == "_" != name[1]


@cache
def private_names(module: str) -> dict[str, set[str]]:
    """The private names that each class of a module has, those of its instances too."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {node.name: set(filter(is_private, bound(node))) for node in classes}


def bound(node: ast.ClassDef) -> Iterator[str]:
    """The names that a class gives to itself and its instances."""
    for each in node.body:
        if isinstance(each, ast.Assign | ast.AnnAssign):
            yield from (name.id for name in ast.walk(each) if isinstance(name, ast.Name))
    for inner in ast.walk(node):
        match inner:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name


def inherited(class_: type) -> set[str]:
    """The private names that a class of the program has from Textual."""
    found: set[str] = set()
    for base in class_.__mro__:
        if base.__module__.split(".")[0] in ("textual", "rich"):
            found |= private_names(base.__module__).get(base.__name__, set())
    return found


def uses(path: Path) -> set[str]:
    """The private names of Textual's that a file uses: imported, of its own base classes, or of another object."""
    module = importlib.import_module(".".join(["fleet_tui", *path.relative_to(PACKAGE).with_suffix("").parts]))
    tree = ast.parse(path.read_text())
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("textual", "rich"):
            names = [*(node.module or "").split("."), *(each.name for each in node.names)]
            found |= {name for name in names if is_private(name)}
        if isinstance(node, ast.Attribute) and is_private(node.attr) and ast.unparse(node.value) not in OWN:
            found.add(node.attr)
        if isinstance(node, ast.ClassDef) and (class_ := getattr(module, node.name, None)) is not None:
            named = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
            found |= inherited(class_) & named.union(bound(node))
    return found


def test_private_names_of_textual_are_used_in_one_place() -> None:
    files = [path for layer in ("ui", "terminal") for path in PACKAGE.joinpath(layer).rglob("*.py")]
    found = {path.relative_to(PACKAGE).as_posix(): uses(path) for path in files if path.name != "__init__.py"}
    assert all(found.pop(path) for path in COMPAT)
    assert {path: names for path, names in found.items() if names} == ALSO_ALLOWED


class Plain(compat.HookedApp, inherit_bindings=False):
    """Notes what Textual's private steps call."""

    BINDINGS = [Binding("x", "ring", "Ring", id="plain.ring")]  # noqa: RUF012  # Textual declares it mutable

    def __init__(self, *widgets: Static | Input | OptionList) -> None:
        super().__init__()
        self.widgets = widgets
        self.noted: list[object] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def note_crash(self, error: Exception) -> None:
        self.noted.append(error)

    async def before_closing(self) -> None:
        self.noted.append(len(list(compat.screens(self))))

    @work
    async def wait(self) -> None:
        await asyncio.Event().wait()


def drawn(app: App[None]) -> str:
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


async def test_an_app_has_a_driver_as_long_as_it_runs() -> None:
    app = Plain()
    assert compat.driver_of(app) is None
    async with app.run_test():
        assert isinstance(compat.driver_of(app), HeadlessDriver)


async def test_workers_of_another_manager_are_the_apps() -> None:
    added: list[Worker[object]] = []

    class Noting(WorkerManager):
        def add_worker(self, worker: Worker[object], start: bool = True, exclusive: bool = True) -> None:
            added.append(worker)
            super().add_worker(worker, start, exclusive)

    app = Plain()
    compat.set_workers(app, Noting(app))
    async with app.run_test():
        worker = app.wait()
        assert added == [worker]
        assert worker in app.workers
        task = compat.task_of(worker)
        assert task is not None
        assert not task.done()
        worker.cancel()
        await asyncio.wait({task})
        assert task.cancelled()


def test_a_worker_that_has_not_started_has_no_task() -> None:
    app = Plain()
    assert compat.task_of(Worker(app, app.before_closing)) is None


async def test_all_modes_and_their_screens_are_known() -> None:
    app = Plain()
    async with app.run_test():
        first = app.screen
        app.add_mode("other", Screen)
        assert compat.modes(app) == ["other"]
        await app.switch_mode("other")
        await app.push_screen(Screen())
        assert list(compat.screens(app)) == [first, *app.screen_stack]
        assert len(app.screen_stack) == 2


async def test_a_batch_is_known_until_it_ends() -> None:
    app = Plain()
    async with app.run_test():
        assert not compat.is_batching(app)
        with app.batch_update():
            assert compat.is_batching(app)
        assert not compat.is_batching(app)


async def test_what_was_copied_is_forgotten() -> None:
    app = Plain()
    async with app.run_test():
        app.copy_to_clipboard("a password")
        assert app.clipboard == "a password"
        compat.empty_clipboard(app)
        assert app.clipboard == ""


async def test_keys_by_the_keymap_and_without_it_are_known() -> None:
    app = Plain()
    [binding] = Plain.BINDINGS
    assert isinstance(binding, Binding)
    async with app.run_test():
        assert compat.keys_for(app, binding) == "x"
    app = Plain()
    app.set_keymap({"plain.ring": "f5,z"})
    async with app.run_test():
        assert compat.keys_for(app, binding) == "f5,z"
        assert [each.key for each in compat.bindings_of(app) if each.id == "plain.ring"] == ["x"]


async def test_the_screens_are_still_there_before_they_are_closed() -> None:
    app = Plain()
    async with app.run_test():
        await app.push_screen(Screen())
    assert app.noted == [2]


async def fail_in(app: App[None], error: Exception) -> None:
    def fail() -> None:
        raise error

    async with app.run_test() as pilot:
        app.call_later(fail)
        await pilot.pause()


async def test_an_error_closes_the_app_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    app, error = Plain(), ValueError("a name")

    with pytest.raises(ValueError, match="a name"):
        await fail_in(app, error)
    assert app.noted == [error, 1]
    app._print_error_renderables()
    assert capsys.readouterr() == ("", "")


async def test_an_input_draws_what_it_is_given() -> None:
    class Marked(compat.DrawnInput):
        def drawn_value(self) -> Text:
            return Text(super().drawn_value().plain.replace("\x1b", "?"))

    app = Plain()
    async with app.run_test() as pilot:
        line, secret = Marked("a\x1bb"), Input("abc", password=True)
        await app.screen.mount(line, secret)
        await pilot.pause()
        assert "a?b" in drawn(app)
        assert compat.drawn_text(line) == "a?b"
        assert compat.drawn_text(secret) == "•••"


async def test_options_leave_room_for_the_cursor() -> None:
    class Guttered(compat.GutteredOptionList):
        cursor_width = 4

    entries = Guttered("1234 678", "b", compact=True)
    entries.styles.width = 10
    entries.styles.scrollbar_size_vertical = 0
    app = Plain(entries)
    assert entries.line_of(1) is None
    async with app.run_test():
        assert [entries.line_of(index) for index in (0, 1)] == [0, 2]
        entries.cursor_width = 0
