"""The layers know each other in one direction: domain ← storage ← services ← ui ← cli; `terminal` is cli's alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tables import for_each

import fleet_tui

PACKAGE = Path(fleet_tui.__file__).parent
COMMAND_LINE = ("cli", "signals", "settings", "mail_settings", "crash", "commands", "demo", "__main__", "__init__")
"""The composition root and what only it uses."""

KNOWS = {
    "domain": ("domain",),
    "private_files": (),
    "storage": ("domain", "private_files", "storage"),
    "services": ("domain", "private_files", "storage", "services"),
    "ui": ("domain", "services", "ui"),
    "terminal": ("terminal",),
    "mail": ("domain", "private_files", "mail"),
    "demo": ("domain", "demo"),
    "settings": ("domain", "mail_settings", "session_kind", "settings"),
    "session_kind": (),
    "mail_settings": ("domain",),
    "crash": ("__init__", "private_files", "settings", "crash"),
    "commands": (
        "domain",
        "private_files",
        "storage",
        "services",
        "ui",
        "terminal",
        "mail",
        "demo",
        "settings",
        "mail_settings",
        "crash",
        "signals",
        "commands",
    ),
    "cli": (*COMMAND_LINE, "domain"),
    "signals": (),
    "__main__": ("cli", "signals"),
    "__init__": (),
}
"""Which parts of the package each part may import."""

FORBIDDEN = {
    "domain": ("textual", "rich", "sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3"),
    "storage": ("textual", "rich"),
    "services": ("textual", "rich", "sqlmodel", "sqlite3", "pysqlite3"),
    "ui": ("sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3", "threading", "concurrent"),
    "terminal": ("sqlalchemy", "sqlmodel"),
    "mail": ("textual", "rich", "sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3"),
    "demo": ("textual", "sqlalchemy", "sqlmodel"),
    "settings": ("textual", "sqlalchemy", "sqlmodel"),
    "commands": ("sqlalchemy", "sqlmodel", "sqlite3", "pysqlite3", "threading", "concurrent"),
}
"""Which libraries a part must do without."""

OFF_THE_LOOP = ("to_thread", "run_in_executor")

EXCEPTIONS = {
    (
        "commands/mailing.py",
        "threading",
    ): "messages are sent while the app is open, and no mail server may keep its event loop or its end waiting",
    ("ui/work.py", "to_thread"): "it is the one way off the event loop",
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
        if path.startswith("ui/widgets/") and module.startswith("fleet_tui.ui.screens"):
            found.append(f"{path}:{line} imports {module}: widgets never import screens")
        if path.startswith(("ui/screens/", "ui/dialogs/", "ui/widgets/", "ui/forms/")) and module == "fleet_tui.ui.app":
            found.append(f"{path}:{line} imports {module}: screens never import the app")
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in OFF_THE_LOOP and (path, name) not in EXCEPTIONS:
            found.append(f"{path}:{node.lineno} uses {name}: off_ui is the only way off the event loop")  # type: ignore[attr-defined]
    return found


def modules() -> list[str]:
    return sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@for_each("path", modules())
def test_no_import_runs_backwards(path: str) -> None:
    assert faults(path, (PACKAGE / path).read_text()) == []


@for_each(
    "path, source, fault",
    [
        ("domain/rules.py", "from fleet_tui.storage.engine import Database", "domain knows domain only"),
        ("domain/rules.py", "def f():\n    import sqlalchemy.orm", "domain does without sqlalchemy"),
        ("domain/rules.py", "from textual.app import App", "domain does without textual"),
        ("storage/rows.py", "import fleet_tui.services.people", "storage knows domain, private_files, storage only"),
        (
            "services/people.py",
            "from fleet_tui import ui",
            "knows domain, private_files, storage, services only",
        ),
        ("ui/app.py", "from fleet_tui.storage.engine import Database", "ui knows domain, services, ui only"),
        ("ui/app.py", "import sqlmodel", "ui does without sqlmodel"),
        ("ui/app.py", "from fleet_tui.cli import main", "ui knows domain, services, ui only"),
        ("services/people.py", "from fleet_tui.terminal.driver import FleetDriver", "services knows"),
        ("ui/widgets/grid.py", "from fleet_tui.ui.screens.base import FleetScreen", "widgets never import screens"),
        ("ui/screens/base.py", "from fleet_tui.ui.app import FleetApp", "screens never import the app"),
        ("ui/screens/base.py", "import asyncio\nasyncio.to_thread(print)", "off_ui is the only way"),
        ("ui/screens/base.py", "from threading import Thread", "ui does without threading"),
        ("ui/screens/base.py", "from .form import Form", "imports are written whole"),
        ("mail/smtp.py", "from fleet_tui.services.mail import Mail", "mail knows domain, private_files, mail only"),
        ("services/delivering.py", "from fleet_tui.mail.smtp import SmtpSender", "services knows"),
        ("demo/people.py", "from fleet_tui.services.people import People", "demo knows domain, demo only"),
    ],
)
def test_what_runs_backwards_is_found(path: str, source: str, fault: str) -> None:
    assert any(fault in found for found in faults(path, source)), faults(path, source)


def test_every_part_of_the_package_has_its_place() -> None:
    assert {path.split("/")[0].removesuffix(".py") for path in modules()} <= set(KNOWS)


def test_each_exception_is_still_needed() -> None:
    for path, name in EXCEPTIONS:
        assert name in (PACKAGE / path).read_text(), f"{path} no longer uses {name}: take the exception out"
