"""Whatever two users do in turn, undo and redo do what a few lines of Python say they should."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import pytest

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import How, Send, SetActive, SetField
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from tests.support.people import entry, size
from tests.support.undo_driving import do, invited, kept, outbox, save, some, undo

pytestmark = pytest.mark.usefixtures("good_file")

Change = dict[str, tuple[object, object]]
FIELDS = ("memo", "daily_goal", "team", "skills", "active")


@dataclass
class Done:
    """An operation of the model: what it changed of whom, from what to what, and when."""

    who: str
    role: str
    changes: dict[int, Change]
    entry: int
    reverted: bool = False


@dataclass
class Model:
    """What the program should do: values by person, who changed whom when, and what was done in order."""

    people: dict[int, dict[str, object]]
    touched: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    done: list[Done] = field(default_factory=list)
    entry: int = 0

    def write(self, who: str, role: str, changes: dict[int, Change]) -> None:
        """Change those people in one go."""
        changes = {id: change for id, change in changes.items() if change}
        if not changes:
            return
        self.entry += 1
        for id, change in changes.items():
            self.touched.setdefault(id, []).append((self.entry, who))
            self.people[id] |= {name: after for name, (_, after) in change.items()}
        self.done.append(Done(who, role, changes, self.entry))

    def give(self, who: str, people: list[int], name: str, value: object) -> None:
        """Give people a value; who has it is not changed."""
        now = {id: self.people[id][name] for id in people}
        self.write(who, "done", {id: {name: (old, value)} for id, old in now.items() if old != value})

    def next(self, who: str, *, redo: bool) -> Done | None:
        """What is undone, or redone, next."""
        mine = [one for one in self.done if one.who == who]
        roles = ("undone",) if redo else ("done", "redone")
        newest = next((one for one in reversed(mine) if one.role in roles and not one.reverted), None)
        if redo and newest and any(one.role == "done" and one.entry > newest.entry for one in mine):
            return None
        return newest

    def undo(self, who: str, *, redo: bool) -> set[int] | None:
        """Who is put back; None when there is nothing to take back."""
        taken = self.next(who, redo=redo)
        if taken is None:
            return None
        back = {id: change for id, change in taken.changes.items() if self._can(id, change, taken)}
        taken.reverted = True
        turned = {id: {name: (new, old) for name, (old, new) in change.items()} for id, change in back.items()}
        self.write(who, "redone" if redo else "undone", turned)
        return set(back)

    def _can(self, id: int, change: Change, taken: Done) -> bool:
        others = any(entry > taken.entry and who != taken.who for entry, who in self.touched[id])
        return not others and all(self.people[id][name] == after for name, (_, after) in change.items())


@pytest.mark.parametrize("seed", range(size(2, 200)))
def test_undo_and_redo_do_what_the_model_does(services: Services, bob: Services, seed: int) -> None:
    random = Random(seed)
    ids = some(services)
    teams = [None, *(entry(services, ListName.TEAMS, name) for name in ("North", "South"))]
    skills = [entry(services, ListName.SKILLS, name) for name in ("Gas", "HVAC")]
    model = Model({id: {name: kept(services, id)[name] for name in FIELDS} | {"account": None} for id in ids})
    put_back = 0
    for _ in range(size(40, 200)):
        actor = random.choice((services, services, bob))
        who, people = actor.context.author.name, random.sample(ids, random.randrange(1, len(ids) + 1))
        match random.choice(("save", "active", "team", "skill", "invite", *["undo"] * 4, *["redo"] * 3)):
            case "save":
                memo = random.choice((None, "a", "b"))
                save(actor, people[0], memo=memo)
                model.give(who, people[:1], "memo", memo)
            case "active":
                active = random.random() < 0.5
                do(actor, SetActive(active), people)
                model.give(who, people, "active", active)
            case "team":
                team = random.choice(teams)
                do(actor, SetField("team", team), people)
                model.give(who, people, "team", team)
            case "skill":
                skill = random.choice(skills)
                do(actor, SetField("skills", (skill,), How.ADD), people)
                now = {id: model.people[id]["skills"] or () for id in people}
                added = {id: tuple(sorted({*old, skill})) for id, old in now.items()}  # type: ignore[misc]
                changes = {id: {"skills": (now[id] or None, new)} for id, new in added.items() if new != now[id]}
                model.write(who, "done", changes)  # type: ignore[arg-type]
            case "invite":
                do(actor, Send(Purpose.INVITE), people)
                active_ones = [id for id in people if model.people[id]["active"]]
                old = {id: model.people[id]["account"] for id in active_ones}
                model.write(who, "done", {id: {"account": (old[id], "invited")} for id in active_ones})
            case "undo" | "redo" as what:
                expected = model.undo(who, redo=what == "redo")
                if expected is None:
                    with pytest.raises(Refusal, match="There is nothing to"):
                        actor.undo.plan(redo=what == "redo")
                else:
                    outcome = undo(actor, redo=what == "redo")
                    assert set(outcome.ids_with(Verdict.CHANGES)) == expected
                    put_back += len(expected)
        accounts, waiting = invited(services), [id for id, _, state in outbox(services) if state == "queued"]
        for id in ids:
            now = kept(services, id)
            assert {name: now[name] for name in FIELDS} | {"account": "invited" if id in accounts else None} == (
                model.people[id]
            )
        assert sorted(waiting) == accounts
    assert put_back > 10
