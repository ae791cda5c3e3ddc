"""The layers know each other in one direction: domain ← storage ← services ← ui ← bootstrap ← cli.

`terminal` is the composition root's alone; `tabular`, a leaf over domain, is for all above storage; `manual` knows
nothing of the rest. Neither files nor rooms know each other in a circle.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import fleet_tui
from tests.support.tables import for_each

PACKAGE = Path(fleet_tui.__file__).parent
KNOWS = {
    "domain": ("domain",),
    "private_files": (),
    "storage": ("domain", "private_files", "storage"),
    "tabular": ("domain", "tabular"),
    "services": ("domain", "private_files", "storage", "services", "tabular"),
    "ui": ("domain", "manual", "services", "tabular", "ui"),
    "manual": ("manual",),
    "terminal": ("terminal",),
    "mail": ("domain", "private_files", "mail"),
    "demo": ("domain", "demo"),
    "bootstrap": (
        "__init__",
        "bootstrap",
        "demo",
        "domain",
        "mail",
        "private_files",
        "services",
        "storage",
        "tabular",
        "terminal",
        "ui",
    ),
    "cli": (
        "__init__",
        "bootstrap",
        "cli",
        "demo",
        "domain",
        "mail",
        "manual",
        "private_files",
        "services",
        "storage",
        "tabular",
        "terminal",
        "ui",
    ),
    "__main__": ("bootstrap", "cli"),
    "__init__": (),
}
"""Which parts of the package each part may import."""

FORBIDDEN = {
    "domain": ("textual", "rich", "sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3", "psycopg"),
    "storage": ("textual", "rich"),
    "tabular": ("textual", "rich", "sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3", "psycopg"),
    "services": ("textual", "rich", "sqlmodel", "sqlite3", "pysqlite3", "psycopg"),
    "ui": ("sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3", "psycopg", "threading", "concurrent"),
    "terminal": ("sqlalchemy", "sqlmodel"),
    "manual": ("textual", "rich", "sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3", "psycopg"),
    "mail": ("textual", "rich", "sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3", "psycopg"),
    "demo": ("textual", "sqlalchemy", "sqlmodel"),
    "bootstrap": ("sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3", "psycopg", "threading", "concurrent"),
    "cli": ("textual", "sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3", "psycopg", "threading", "concurrent"),
}
"""Which libraries a part must do without."""

OFF_THE_LOOP = ("to_thread", "run_in_executor")

EXCEPTIONS = {
    (
        "bootstrap/mail_worker.py",
        "threading",
    ): "messages are sent while the app is open, and no mail server may keep its event loop or its end waiting",
    ("ui/base/background.py", "to_thread"): "it is the one way off the event loop",
}
"""What is let through, with the reason."""


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every imported module by its whole name, also inside functions and for types; relative ones do not occur."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            if module == "fleet_tui":
                for name in node.names:
                    yield f"fleet_tui.{name.name}", node.lineno
            else:
                yield module, node.lineno


def part_of(module: str) -> str:
    """The part of the package that a module of it belongs to."""
    inside = module.split(".")[1:]
    return inside[0] if inside and not inside[0].startswith("__version") else "__init__"


def faults(path: str, source: str) -> list[str]:
    """What a file at that path inside the package does against the plan."""
    tree = ast.parse(source)
    part = path.split("/")[0].removesuffix(".py")
    found = []
    for module, line in imports(tree):
        top = module.split(".")[0]
        if module.startswith("."):
            found.append(f"{path}:{line} imports {module}: imports are written whole")
        elif top == "fleet_tui":
            if part_of(module) not in KNOWS[part]:
                found.append(f"{path}:{line} imports {module}: {part} knows {', '.join(KNOWS[part]) or 'nothing'} only")
        elif top in FORBIDDEN.get(part, ()) and (path, top) not in EXCEPTIONS:
            found.append(f"{path}:{line} imports {module}: {part} does without {top}")
        if path.startswith("ui/widgets/") and module.startswith(("fleet_tui.ui.screens", "fleet_tui.ui.frame")):
            found.append(f"{path}:{line} imports {module}: widgets never import screens")
        if path.startswith("ui/") and not path.startswith("ui/app/") and module.startswith("fleet_tui.ui.app"):
            found.append(f"{path}:{line} imports {module}: screens never import the app")
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in OFF_THE_LOOP and (path, name) not in EXCEPTIONS:
            found.append(f"{path}:{node.lineno} uses {name}: run_in_thread is the only way off the event loop")  # type: ignore[attr-defined]
    return found


def modules() -> list[str]:
    return sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@for_each("path", modules())
def test_no_import_runs_backwards(path: str) -> None:
    assert faults(path, (PACKAGE / path).read_text()) == []


@for_each(
    "path, source, fault",
    [
        ("domain/people/rules.py", "from fleet_tui.storage.db.database import Database", "domain knows domain only"),
        ("domain/people/rules.py", "def f():\n    import sqlalchemy.orm", "domain does without sqlalchemy"),
        ("domain/people/rules.py", "from textual.app import App", "domain does without textual"),
        (
            "storage/people/store.py",
            "import fleet_tui.services.people.profiles",
            "storage knows domain, private_files, storage only",
        ),
        (
            "services/people/profiles.py",
            "from fleet_tui import ui",
            "knows domain, private_files, storage, services, tabular only",
        ),
        (
            "ui/app/app.py",
            "from fleet_tui.storage.db.database import Database",
            "ui knows domain, manual, services, tabular, ui only",
        ),
        ("ui/app/app.py", "import sqlmodel", "ui does without sqlmodel"),
        ("ui/app/app.py", "from fleet_tui.cli.main import main", "ui knows domain, manual, services, tabular, ui only"),
        ("services/people/profiles.py", "from fleet_tui.terminal.driver import FleetDriver", "services knows"),
        ("ui/widgets/grid.py", "from fleet_tui.ui.frame.screen import FleetScreen", "widgets never import screens"),
        ("ui/frame/screen.py", "from fleet_tui.ui.app.app import FleetApp", "screens never import the app"),
        ("ui/frame/screen.py", "import asyncio\nasyncio.to_thread(print)", "run_in_thread is the only way"),
        ("ui/frame/screen.py", "from threading import Thread", "ui does without threading"),
        ("ui/frame/screen.py", "from .form import Form", "imports are written whole"),
        (
            "mail/smtp.py",
            "from fleet_tui.services.mail.outbox import Mail",
            "mail knows domain, private_files, mail only",
        ),
        ("services/mail/delivery.py", "from fleet_tui.mail.smtp import SmtpSender", "services knows"),
        (
            "tabular/table.py",
            "from fleet_tui.services.people.profiles import People",
            "tabular knows domain, tabular only",
        ),
        ("demo/people.py", "from fleet_tui.services.people.profiles import People", "demo knows domain, demo only"),
    ],
)
def test_what_runs_backwards_is_found(path: str, source: str, fault: str) -> None:
    assert any(fault in found for found in faults(path, source)), faults(path, source)


def test_every_part_of_the_package_has_its_place() -> None:
    assert {path.split("/")[0].removesuffix(".py") for path in modules()} <= set(KNOWS)


def test_each_exception_is_still_needed() -> None:
    for path, name in EXCEPTIONS:
        assert name in (PACKAGE / path).read_text(), f"{path} no longer uses {name}: take the exception out"


def module_of(path: str) -> str:
    """The dotted name of a file inside the package."""
    return ".".join(["fleet_tui", *path.removesuffix(".py").removesuffix("/__init__").split("/")])


def room_of(module: str) -> str:
    """The folder of a file; a file that lies in a layer beside the rooms is a room of its own."""
    path = "/".join(module.split(".")[1:])
    folder = path if (PACKAGE / path).is_dir() else path.rpartition("/")[0]
    return path if folder in LAYERS or not folder else folder


LAYERS = ("domain", "storage", "services", "terminal", "ui", "cli")


def import_graph() -> dict[str, set[str]]:
    """What each module imports of the package, deferred imports and those for types counted."""
    known = {module_of(path): path for path in modules()}
    graph: dict[str, set[str]] = {}
    for module, path in known.items():
        found = graph[module] = set()
        for node in ast.walk(ast.parse((PACKAGE / path).read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {
                    name if (name := f"{node.module}.{alias.name}") in known else node.module for alias in node.names
                }
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
        found &= known.keys() - {module}
    return graph


def circles(graph: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The groups of nodes each of which leads to all others of its group."""
    reached = {start: reachable(graph, start) for start in graph}
    groups = {tuple(sorted(b for b in reached[a] if a in reached.get(b, ()))) for a in graph if a in reached[a]}
    return sorted(map(list, groups))


def reachable(graph: Mapping[str, Collection[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        if (node := ahead.pop()) not in found:
            found.add(node)
            ahead += graph.get(node, ())
    return found


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}, "e": {"e"}}) == [["b", "c"], ["e"]]


def test_files_know_each_other_in_no_circle() -> None:
    assert circles(import_graph()) == []


def test_rooms_know_each_other_in_no_circle() -> None:
    rooms: dict[str, set[str]] = {}
    for module, known in import_graph().items():
        rooms.setdefault(room_of(module), set()).update(room_of(other) for other in known)
    assert circles({room: known - {room} for room, known in rooms.items()}) == []
