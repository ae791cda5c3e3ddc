"""What tests of messages do: a clock that goes on, a sender that keeps what it is given, people who are invited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from fleet_tui.domain.accounts.codes import LENGTH
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.mail.delivery import Answer, OutgoingMessage, Sent
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.mail.delivery import Delivery
from fleet_tui.services.services import Services
from tests.support.people import NOON, TECHNICIANS, load, new_person
from tests.support.undo_driving import do

HOLD = timedelta(seconds=30)
"""As the company has it on the first day."""


@dataclass
class Clock:
    """What time it is, for everybody who is given it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def forward(self, **passed: float) -> None:
        """Let so much time pass."""
        self.now += timedelta(**passed)


@dataclass
class Postman:
    """A sender who keeps what was handed over; `answers` are what it says, in turn, before it only says yes."""

    answers: list[Answer | Exception] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None
    letters: list[OutgoingMessage] = field(default_factory=list)
    longest = timedelta(seconds=60)

    def send(self, letter: OutgoingMessage) -> Answer:
        """Keep it, do what is done meanwhile, and answer."""
        self.letters.append(letter)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        answer = self.answers.pop(0) if self.answers else Sent()
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def codes(self) -> list[str]:
        """The codes that it was given."""
        return [code_in(letter.text) for letter in self.letters]


def code_in(text: str) -> str:
    """The code in a message."""
    (code,) = (word for word in text.split() if word.count("-") == 5 and len(word) == LENGTH + 5)
    return code


def at_clock(services: Services, clock: Clock, actor: str = "tester") -> Services:
    """The services with that clock, in that name."""
    return Services(Context(services.database, SystemActor(actor), clock=clock), services.database.path.parent / actor)


def worker(services: Services, postman: Postman, name: str = "one") -> Delivery:
    """A worker on the file of these services."""
    return Delivery(replace(services.context, by=SystemActor("outbox")), postman, name)


def people(services: Services, number: int = 1) -> list[int]:
    """So many technicians with an e-mail address each, in an empty database."""
    people = ({"name": f"Person {n}", "email": f"{n}@x.org"} for n in range(number))
    load(services.database, [new_person(TECHNICIANS, values) for values in people])
    return list(range(1, number + 1))


def invite(services: Services, number: int = 1) -> list[int]:
    """So many technicians who are invited."""
    ids = people(services, number)
    do(services, Send(Purpose.INVITE), ids)
    return ids
