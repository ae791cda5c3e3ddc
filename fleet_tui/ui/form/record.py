"""What a form is opened on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fleet_tui.domain.errors import Problem
from fleet_tui.domain.people.profile import Profile
from fleet_tui.ui.form.rules import FormRules
from fleet_tui.ui.form.state import Raw


@dataclass(frozen=True)
class FormRecord:
    """A record as it is stored, in the form that editors hold, with what its form needs to know.

    `version` is None for one that is not stored yet; `words` are its values as they are shown; `head` stands above
    the form. `profile` when it is a stored person's.
    """

    raw: Raw
    version: int | None
    rules: FormRules
    words: Mapping[str, str]
    head: str
    profile: Profile | None = None


def clashes(differing: Raw, record: FormRecord, who: str) -> dict[str, Problem]:
    """The sentence for each field in which what is typed and what somebody else stored differ."""
    return {
        name: Problem(f"{who}; it holds “{record.words.get(name) or 'nothing'}” now. Yours replaces it when you save.")
        for name in differing
    }
