"""What is packaged: the commands that start it, the styles that it needs, and a reason for all that it depends on."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import fleet_tui
from tests.support.terminals.terminal import environment

ROOT = Path(fleet_tui.__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_console_script_is_main() -> None:
    module, _, name = PROJECT["project"]["scripts"]["fleet-tui"].partition(":")
    assert callable(getattr(import_module(module), name))


def test_the_package_runs_as_a_module(home: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "fleet_tui", "--version"],
        env=environment(home), cwd=home, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (0, f"Fleet TUI {fleet_tui.__version__}\n")


def test_the_wheel_and_the_sdist_carry_the_styles() -> None:
    targets = PROJECT["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["force-include"] == {"styles": "fleet_tui/styles"}
    assert "styles" in targets["sdist"]["include"]


def test_every_style_sheet_there_is_is_used() -> None:
    from fleet_tui.ui.app.styles import style_sheets

    used = {path.resolve() for sheets in style_sheets(rich=True) for path in sheets}
    assert used == set((ROOT / "styles").glob("*.tcss"))


def test_every_dependency_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    named = [line for line in lines if line.startswith('    "') and any(sign in line for sign in (">=", "<"))]
    without = [line for line in named if "#" not in line and not line.startswith(('    "pytest>', '    "textual-dev>'))]
    assert without == []


def test_nothing_but_what_is_meant_is_at_the_top() -> None:
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert visible - {"build", "dist"} == {
        "fleet_tui",
        "styles",
        "tests",
        "pyproject.toml",
        "README.md",
    }
