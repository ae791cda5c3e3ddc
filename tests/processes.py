"""What a program leaves behind."""

from __future__ import annotations

from pathlib import Path


def processes_of(leader: int) -> list[str]:
    """The processes of a session that still run, from /proc; none where there is no such folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_text().replace(chr(0), " ")
        except OSError:
            continue  # it ended while we looked
        if int(after_name[3]) == leader and after_name[0] != "Z":
            found.append(f"{folder.name} {command}")
    return found
