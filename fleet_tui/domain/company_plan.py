"""What undo, or redo, would do with the company's settings."""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.domain.history.changes import FieldChange


@dataclass(frozen=True, slots=True)
class CompanyPlan:
    """Each setting as it is now and as it would be. `refused` says why it stays as it is; empty when it does not."""

    operation: int
    redo: bool
    title: str
    changes: tuple[FieldChange, ...]
    refused: str = ""
