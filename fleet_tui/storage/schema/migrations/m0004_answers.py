"""Put right the histories of people whose own answer about a permission was stored as nothing at all.

Such a save left what the person may do as it was, and its entry in the history says otherwise. One entry more tells
what has been true since.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict

from sqlalchemy.engine import Connection

_BY, _ACTION, _DEFAULT = "fleet-tui", "changed", "default"
_PREFIX = "may_"
_NAME = {
    "technicians": "SELECT name FROM technician WHERE id = ?",
    "employees": "SELECT name FROM employee WHERE id = ?",
}
_ADVANCE = {
    "technicians": "UPDATE technician SET version = version + 1, changed = ? WHERE id = ?",
    "employees": "UPDATE employee SET version = version + 1, changed = ? WHERE id = ?",
}

_TOLD = """
SELECT subject_kind, person, changes FROM history
WHERE subject_kind IN ('technicians', 'employees') AND person IS NOT NULL AND changes LIKE '%"may\\_%' ESCAPE '\\'
ORDER BY id
"""
_INSERT = (
    "INSERT INTO history (at, who, action, subject_kind, person, subject, changes, digest) VALUES (?,?,?,?,?,?,?,?)"
)


def upgrade(connection: Connection) -> None:
    """Add an entry for each person with an empty answer in the history, and give them the next version."""
    run = connection.exec_driver_sql
    told: dict[tuple[str, int], dict[str, object]] = defaultdict(dict)
    for kind, person, changes in run(_TOLD):
        answers = {name: after for name, (_, after) in json.loads(changes).items() if name.startswith(_PREFIX)}
        told[kind, person] |= answers
    for (kind, person), answers in told.items():
        missing = [name for name, answer in answers.items() if answer is None]
        if missing:
            _tell(connection, kind, person, missing)


def _tell(connection: Connection, kind: str, person: int, missing: list[str]) -> None:
    run = connection.exec_driver_sql
    found = run("SELECT permission, answer FROM permission_override WHERE kind = ? AND person = ?", (kind, person))
    kept = {f"{_PREFIX}{permission}": answer for permission, answer in found}
    changes = json.dumps(
        {name: [None, kept.get(name, _DEFAULT)] for name in missing}, ensure_ascii=False, separators=(",", ":")
    )
    name = run(_NAME[kind], (person,)).scalar()
    if name is None:
        return
    before, at = run(
        "SELECT digest, max(at, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) FROM history ORDER BY id DESC LIMIT 1"
    ).one()
    facts = (at, _BY, _ACTION, kind, person, name, changes)
    digest = hashlib.sha256(json.dumps([before, *facts], ensure_ascii=False).encode()).hexdigest()
    run(_INSERT, (*facts, digest))
    run(_ADVANCE[kind], (at, person))
