"""Writes an import as one JSON object, a row a line; the manual describes it, so it changes with its `version` only."""

from __future__ import annotations

import json
from typing import TextIO

from fleet_tui.domain.bulk.plan import Outcome, Verdict, Verdicts
from fleet_tui.domain.imports.as_json import as_json
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.services.imports.file import ImportFile
from fleet_tui.tabular.json_output import escaped

VERSION = 1
WORDS = {
    Verdict.NEW: "new",
    Verdict.CHANGES: "changes",
    Verdict.UNCHANGED: "same",
    Verdict.BLOCKED: "refused",
}
"""Verdicts in the object, the same before and after the run."""


def write_json(file: ImportFile, mapping: ImportMapping, verdicts: Verdicts, out: TextIO) -> None:
    """Writes the object: of a plan with `ran` false, of an outcome with the number of the operation."""
    counts = verdicts.counts()
    facts = {
        "version": VERSION,
        "file": file.name,
        "kind": verdicts.kind.value,
        "mapping": as_json(mapping, file.head.titles),
        "counts": {word: counts[verdict] for verdict, word in WORDS.items()},
        "ran": isinstance(verdicts, Outcome),
        "operation": verdicts.operation if isinstance(verdicts, Outcome) else None,
        "notes": list(verdicts.notes),
    }
    out.write("{\n")
    for name, value in facts.items():
        out.write(f'"{name}": {_text(value)},\n')
    out.write('"rows": [')
    for place, (id, name) in enumerate(zip(verdicts.ids, verdicts.names, strict=True)):
        decision = verdicts.of(place)
        row = {
            "line": verdicts.line(place),
            "verdict": WORDS[decision.verdict],
            "id": id if id > 0 else None,
            "name": name,
            "reason": decision.reason,
            "change": decision.change,
        }
        out.write(f"{',' if place else ''}\n{_text(row)}")
    out.write("\n]\n}\n")


def _text(value: object) -> str:
    return escaped(json.dumps(value, ensure_ascii=False))
