"""Each message arrives through kills: once as far as SMTP allows, and with the same code and Message-ID when not."""

from __future__ import annotations

import signal
from collections import defaultdict
from datetime import timedelta
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

from fleet_tui.domain.accounts.codes import hashed
from fleet_tui.domain.mail.messages import MessageState
from fleet_tui.services.mail.messages import reason_unusable
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.check.database import check
from fleet_tui.storage.mail import outbox_writes
from tests.support.crowds.killing import killed
from tests.support.crowds.mail import send_and_die, send_until_killed, smtp_to
from tests.support.outbox import HOLD, Clock, at_clock, code_in, invite, worker
from tests.support.people import NOON, TECHNICIANS, services_on, size
from tests.support.smtp_server import Received, serving

LEASES = timedelta(minutes=30)
"""Longer than any lease of these workers."""
_STEP = 0.01
"""Seconds that sending a message takes."""


def test_a_worker_killed_between_sending_and_saying_so_leaves_the_message_to_the_next(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    clock = Clock()
    services = at_clock(services_on(tmp_path / "fleet.db"), clock)
    invite(services)
    clock.now += HOLD
    with serving() as server:
        child = processes.Process(target=send_and_die, args=(services.database.path, server.port, clock.now))
        child.start()
        child.join(60)
        assert child.exitcode == -signal.SIGKILL
        child.close()
        assert services.mail.messages()[0].state is MessageState.SENDING
        clock.now += LEASES
        item = worker(services, smtp_to(server.port, clock.now)).step()  # type: ignore[arg-type]
    assert item
    assert item.state is MessageState.SENT
    first, again = server.box
    assert first.message["Message-ID"] == again.message["Message-ID"]
    assert first.message.get_content() == again.message.get_content()
    services.database.close()


def test_everybody_gets_one_code_that_works_however_often_workers_are_killed(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    people, kills = size(20, 500), size(2, 20)
    random, clock = Random(11), Clock()
    services = at_clock(services_on(tmp_path / "fleet.db"), clock)
    invite(services, people)
    clock.now += HOLD
    with serving() as server:
        for _ in range(kills):
            task = (send_until_killed, services.database.path, server.port, clock.now)
            killed(processes, *task, after=people // kills // 2, within=_STEP, random=random)
            clock.now += LEASES
        last = worker(services, smtp_to(server.port, clock.now))  # type: ignore[arg-type]
        while last.step():
            pass
    arrived: dict[str, list[Received]] = defaultdict(list)
    for received in server.box:
        arrived[received.recipients[0]].append(received)
    assert len(arrived) == people
    assert len(server.box) <= people + kills
    for copies in arrived.values():
        assert len({str(copy.message["Message-ID"]) for copy in copies}) == 1
        assert len({copy.message.get_content() for copy in copies}) == 1
        assert not why_worthless(services, code_in(copies[0].message.get_content()))
    assert {item.state for item in services.mail.messages(limit=people)} == {MessageState.SENT}
    with services.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM code WHERE revoked IS NULL").scalar() == people
    assert check(services.database) == ()
    services.database.close()


def why_worthless(services: Services, code: str) -> str:
    """Why a code is worth nothing at the end."""
    with services.database.read() as connection:
        row = codes.by_hash(connection, hashed(code))
        assert row
        to = outbox_writes.addressee(connection, TECHNICIANS, int(str(row["person"])))
        return reason_unusable(connection, row, to, NOON + LEASES)
