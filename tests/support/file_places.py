"""A folder of files that people may name, beside much that is not for them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from fleet_tui.services.local.user_files import FileRules, UserFiles

SECRET = "ssh-ed25519 AAAA"


class Place:
    """A folder of files beside much that is not for the person: its own files, links, others' files."""

    def __init__(self, tmp_path: Path) -> None:
        self.outside = tmp_path / "outside"
        self.folder = tmp_path / "files"
        for folder in (self.outside / ".ssh", self.folder / "sub", self.folder / ".ssh", self.folder / "drafts"):
            folder.mkdir(parents=True)
        for secret in (
            self.outside / "secret.tsv", self.outside / ".ssh" / "keys", self.folder / ".ssh" / "keys", self.folder /
            ".profile", self.folder / "config.toml", self.folder / "fleet.db", self.folder / "fleet.db-key",
            self.folder / "fleet.db-wal", self.folder / "fleet.db.version-1.backup", self.folder / "drafts" /
            "k.json", self.folder / "foreign.tsv",
        ):  # fmt: skip
            secret.write_text(SECRET)
        (self.folder / "link.tsv").symlink_to(self.outside / "secret.tsv")
        (self.folder / "dangling.tsv").symlink_to(self.outside / "made.tsv")
        (self.folder / "way").symlink_to(self.outside)
        (self.folder / "up").symlink_to("..")
        (self.folder / "hard.tsv").hardlink_to(self.outside / "secret.tsv")
        os.mkfifo(self.folder / "pipe")
        rules = FileRules(
            self.folder,
            tmp_path / "written",
            databases=(self.folder / "fleet.db",),
            own=(self.folder / "config.toml", self.folder / "drafts"),
        )
        self.files = UserFiles(rules)

    def state(self) -> dict[str, object]:
        """All that there is, with its content."""
        paths = sorted([*self.outside.rglob("*"), *self.folder.rglob("*")])
        return {
            str(path): path.readlink()
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file()
            else path.stat().st_ino
            for path in paths
        }


def unread() -> Iterator[str]:
    """Lines that take long to make, and need not be made."""
    raise AssertionError
    yield ""
