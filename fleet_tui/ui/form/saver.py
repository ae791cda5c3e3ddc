"""The record of a form, and the protocol that reads and writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fleet_tui.domain.errors import Problem
from fleet_tui.domain.fields import Section
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.photo import Photo
from fleet_tui.ui.form.rules import FormRules
from fleet_tui.ui.form.state import Raw


@dataclass(frozen=True)
class FormRecord:
    """A stored record with what its form needs.

    `key` names its draft; `raw` is what the editors hold; `version` is None while it is not stored; `words` are its
    values as they are shown; `head` stands above the form; `profile` is that of a stored person.
    A record that is not stored may begin with `filled` on top of `raw`, and say so in a `sentence`.
    """

    key: str
    raw: Raw
    version: int | None
    rules: FormRules
    head: str
    words: Mapping[str, str]
    profile: Profile | None = None
    filled: Raw = field(default_factory=dict)
    sentence: str = ""

    @property
    def begun(self) -> Raw:
        """What the editors hold before anything is typed."""
        return {**self.raw, **self.filled}


class Saver(Protocol):
    """Reads and writes the record of a form. Its methods run off the UI thread."""

    sections: tuple[Section, ...]
    """The fields of the form."""

    def read(self, shown: FormRecord | None) -> FormRecord:
        """The record as it is stored; `shown` is the one that the form shows so far.

        Raises:
            Refusal: it cannot be read.
        """

    def write(self, raw: Raw, shown: FormRecord) -> tuple[FormRecord, tuple[str, ...]]:
        """Save `raw` over the record that the form shows; the record as stored then, and notes about the save.

        Raises:
            Refusal: it was not saved.
        """


class PhotoFiles(Protocol):
    """Photos in files. Its methods run off the UI thread."""

    def read(self, path: str) -> Photo:
        """The photo in a file.

        Raises:
            BadValue: it cannot be used.
        """

    def complete(self, typed: str) -> str | None:
        """The completed path of a photo; None where there is none."""


def clashes(differing: Raw, record: FormRecord, who: str) -> dict[str, Problem]:
    """The sentence for each field in which the typed value and another person's stored one differ."""
    return {
        name: Problem(f"{who}; it holds “{record.words.get(name) or 'nothing'}” now. Yours replaces it when you save.")
        for name in differing
    }
