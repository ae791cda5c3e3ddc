"""What somebody did to planned people between the plan and its run, as far as it stands against the run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy.engine import Connection

from fleet_tui.domain.bulk.actions import noun
from fleet_tui.domain.bulk.evaluate import Evaluator
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.text import displayable
from fleet_tui.storage.history import log

_SENT = {"invited": "sent an invitation", "sent a reset": "sent a reset"}
"""The history's words for messages, as they are told: one that was sent meanwhile need not be sent again."""


def conflicts_since_plan(
    connection: Connection, profile_type: ProfileType, evaluator: Evaluator, versions: Mapping[int, int]
) -> Iterator[tuple[int, Decision]]:
    """People of whom something else has to be said now; of one who comes twice, the last is what counts.

    `versions` are those that the people had when the plan was made. Who changed other fields is left out.
    """
    for person, who, word, names in log.since(connection, profile_type.kind, versions):
        somebody = displayable(who)
        if word == evaluator.word and word in _SENT:
            yield person, Decision(Verdict.UNCHANGED, f"{somebody} {_SENT[word]} after this plan was made")
        elif touched := evaluator.touches & names:
            labels = (noun(profile_type.fields[name]) if name in profile_type.fields else name for name in touched)
            changed = ", ".join(sorted(labels))
            yield person, Decision(Verdict.BLOCKED, f"{somebody} changed {changed} after this plan was made")
