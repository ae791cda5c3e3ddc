"""A database that a group of users shares: groups and modes of its folder and files, and how to set them.

Later files get the group from the folder (setgid) and the mode from the database: SQLite's own files, the key, the lock
and the backups, whatever the user's umask.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fleet_tui.domain.errors import Refusal
from fleet_tui.private_files import Folder
from fleet_tui.storage.db.file_header import read_header

FOLDER_MODE = 0o2770
FILE_MODE = 0o660
ROOT = 0

Row = tuple[str, str]
"""A file of the database, by what it is, and a sentence about it."""

_NAMES = {"": "file", "-key": "key", "-wal": "log", "-shm": "log's index", "-journal": "journal", ".lock": "lock"}


def group_named(name: str) -> int:
    """The id of the group with that name or number.

    Raises:
        Refusal: there is none.
    """
    import grp

    try:
        return int(name) if name.isdigit() else grp.getgrnam(name).gr_gid
    except (KeyError, ValueError, OverflowError):
        raise Refusal(f"There is no group “{name}”: make it first (groupadd {name}), or name another.") from None


def group_name(gid: int) -> str:
    """The name of a group, or its number without a name."""
    import grp

    try:
        return grp.getgrgid(gid).gr_name
    except (KeyError, OverflowError):
        return str(gid)


def user_name(uid: int) -> str:
    """The name of a user, or the number without a name."""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except (KeyError, OverflowError):
        return f"user {uid}"


def share(path: Path, gid: int) -> tuple[list[str], list[str]]:
    """Give the folder and all files of a database to a group; sentences about what was done, and what is left to do.

    Raises:
        Refusal: it cannot be shared as it lies there; nothing was changed.
    """
    try:
        _require_shareable(path, gid)
    except OSError as error:
        raise Refusal(f"{path} cannot be looked at ({error.strerror}): its owner or root can share it.") from None
    done, left, group = [], [], group_name(gid)
    with Folder.opened(path.parent) as folder:
        # The folder first: what is made from then on has the group. Then the database, whose mode SQLite copies.
        folder.give(gid, FOLDER_MODE)
        done.append(f"{path.parent}: group {group}, also of what comes into it, mode {FOLDER_MODE:o}.")
        for name in sorted(_own_names(folder, path), key=lambda name: (name != path.name, name)):
            try:
                folder.give(gid, FILE_MODE, name)
                done.append(f"{path.parent / name}: group {group}, mode {FILE_MODE:o}.")
            except FileNotFoundError:
                continue  # a log that its last user has removed
            except OSError as error:
                left.append(f"{path.parent / name} stays as it is ({error.strerror}): {_by_hand(path, name, gid)}")
    return done, left


def _by_hand(path: Path, name: str, gid: int) -> str:
    file = path.parent / name
    owner = user_name(file.lstat().st_uid)
    return f"{owner} or root runs “chgrp {group_name(gid)} {file}” and “chmod {FILE_MODE:o} {file}”."


def _require_shareable(path: Path, gid: int) -> None:
    if path.is_symlink():
        raise Refusal(f"{path} is a link: name the database itself.")
    if not path.exists():
        raise Refusal(f"{path} is not there: name a database that exists.")
    user, owner, group = os.geteuid(), path.stat().st_uid, group_name(gid)
    if user not in (owner, ROOT):
        raise Refusal(f"{path} belongs to {user_name(owner)}: only they, or root, can share it.")
    read_header(path)
    if user != ROOT and gid not in {os.getegid(), *os.getgroups()}:
        raise Refusal(
            f"You are not in the group {group}: have yourself added (usermod -aG {group} {user_name(user)}), "
            "sign in to the computer again, and run this once more."
        )
    if closed := _closed(path, gid):
        raise Refusal(f"The group {group} cannot reach {path}, since {closed} is closed to it. {_elsewhere(path)}")
    with Folder.opened(path.parent) as folder:
        others = sorted(_others(folder, path))
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        what = f"{', '.join(others[:3])}{more}"
        raise Refusal(f"{path.parent} also holds {what}, which the group could take away. {_elsewhere(path)}")


def _elsewhere(path: Path) -> str:
    return (
        f"Let everybody quit, and move {path.name} and {path.name}-key to a folder of their own that the group can "
        f"reach, like /srv/fleet; then run this with --database /srv/fleet/{path.name}."
    )


def _closed(path: Path, gid: int) -> Path | None:
    """The first folder above the database's own that members of the group cannot pass."""
    for folder in reversed(path.parent.parents):
        found = folder.stat()
        if not found.st_mode & (0o010 if found.st_gid == gid else 0o001):
            return folder
    return None


def _is_own(name: str, path: Path) -> bool:
    begun = name.startswith(".") and name.endswith(".writing")  # what a killed program left
    return begun or name == path.name or name.startswith((f"{path.name}-", f"{path.name}.", f".{path.name}."))


def _own_names(folder: Folder, path: Path) -> Iterator[str]:
    with folder.scan() as entries:
        for entry in entries:
            if _is_own(entry.name, path) and entry.is_file(follow_symlinks=False):
                yield entry.name


def _others(folder: Folder, path: Path) -> Iterator[str]:
    with folder.scan() as entries:
        yield from (entry.name for entry in entries if not _is_own(entry.name, path))


def state(path: Path) -> list[Row]:
    """The users of a database, and each file that keeps them out, with the remedy."""
    try:
        found = path.stat()
        folder = path.parent.stat()
    except FileNotFoundError:
        return [("database", f"{path}: not there yet")]
    except OSError as error:
        return [("database", f"{path}: cannot be looked at ({error.strerror}): ask who keeps it to share it")]
    owner = user_name(found.st_uid)
    if not (found.st_mode & 0o060 or folder.st_mode & stat.S_ISGID):
        alone = "you alone" if found.st_uid == os.geteuid() else f"{owner} alone, who can share it"
        return [("database", f"{path}: for {alone}; “fleet-tui share --group NAME” lets others in")]
    try:
        with Folder.opened(path.parent) as there:
            files = {name: there.lstat(name) for name in sorted(_own_names(there, path))}
    except OSError as error:
        return [("folder", f"{path.parent}: cannot be listed ({error.strerror}): {owner} runs “fleet-tui share”")]
    # What most of it has: a part that has another group is the one that is wrong.
    ((gid, _),) = Counter([folder.st_gid, *(file.st_gid for file in files.values())]).most_common(1)
    group = group_name(gid)
    rows = [("database", f"{path}: kept by {owner}, shared with the group {group}")]
    if os.geteuid() not in (found.st_uid, ROOT) and gid not in {os.getegid(), *os.getgroups()}:
        rows.append(("group", f"you are not in it: usermod -aG {group} {user_name(os.geteuid())}, and sign in again"))
    if closed := _closed(path, gid):
        rows.append(("way", f"{closed} is closed to the group {group}: chmod o+x {closed}, or move the database"))
    mends = f"{owner} or root runs “fleet-tui --database {path} share --group {group}”"
    if wrong := _wrong(folder, gid, FOLDER_MODE):
        rows.append(("folder", f"{path.parent}: {wrong}. {mends}"))
    for name, file in files.items():
        if wrong := _wrong(file, gid, FILE_MODE):
            hand = mends if file.st_uid == found.st_uid else _by_hand(path, name, gid).removesuffix(".")
            rows.append((_called(name, path), f"{path.parent / name}: {wrong}. {hand}"))
    return rows


def _called(name: str, path: Path) -> str:
    rest = name.removeprefix(".").removeprefix(path.name)
    return _NAMES.get(rest, name)


def _wrong(found: os.stat_result, gid: int, wanted: int) -> str:
    """What is wrong with the file's group and mode, in words."""
    mode, said = stat.S_IMODE(found.st_mode), []
    if found.st_gid != gid:
        said.append(f"its group is {group_name(found.st_gid)}, not {group_name(gid)}")
    if mode & wanted & 0o770 != wanted & 0o770:
        said.append("the group may not read and write it")
    if wanted & stat.S_ISGID and not mode & stat.S_ISGID:
        said.append("what comes into it does not get the group")
    if mode & stat.S_ISVTX:
        said.append("only its owner may remove files from it")
    if mode & 0o007:
        said.append("everybody on this computer may use it")
    return ", ".join(said)
