"""What a program leaves behind, and whether it does anything."""

from __future__ import annotations

from pathlib import Path


def processes_of(leader: int) -> list[str]:
    """The processes of a session that still run, from /proc; none where there is no such folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_text(errors="replace").replace(chr(0), " ")
        except OSError:
            continue  # it ended while we looked
        if int(after_name[3]) == leader and after_name[0] != "Z":
            found.append(f"{folder.name} {command}")
    return found


def work_of(process: int) -> int | None:
    """Nanoseconds of processor time that a process and those it has started took; None while one of them works."""
    took = 0
    for task in Path(f"/proc/{process}/task").glob("*"):
        try:
            if (task / "stat").read_text().rpartition(")")[2].split()[0] in "RD":
                return None
            took += int((task / "schedstat").read_text().split()[0])
            children = (task / "children").read_text().split()
        except OSError:
            continue  # it ended while we looked
        for child in children:
            work = work_of(int(child))
            if work is None:
                return None
            took += work
    return took
