"""Puts `fleet-tui(1)`, made from the pages of the manual, beside the program: `man` looks where the PATH leads."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualPage(BuildHookInterface[Any]):
    """Writes the page when a wheel is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the page to the data of the wheel."""
        sys.path.insert(0, self.root)
        from fleet_tui.manual.roff import manual_page

        self._folder = tempfile.TemporaryDirectory()
        page = Path(self._folder.name) / "fleet-tui.1"
        page.write_text(manual_page(self.metadata.version), encoding="utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/fleet-tui.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes what the wheel has now."""
        self._folder.cleanup()
