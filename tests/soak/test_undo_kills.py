"""A program that is killed while it undoes has taken back everything or nothing."""

from __future__ import annotations

from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.storage.check.database import check
from tests.support.crowds.killing import killed
from tests.support.crowds.undo import undo_until_killed
from tests.support.people import TECHNICIANS, load, new_person, services_on, size

PEOPLE = 400


def test_an_undo_that_is_killed_leaves_all_or_nothing(processes: ForkServerContext, tmp_path: Path) -> None:
    random = Random(9)
    path = tmp_path / "fleet.db"
    services = services_on(path)
    load(
        services.database,
        (new_person(TECHNICIANS, {"name": f"Person {n}", "email": f"{n}@x.org"}) for n in range(PEOPLE)),
    )
    services.bulk.run(services.bulk.plan(Send(Purpose.INVITE), TECHNICIANS, range(1, PEOPLE + 1)))
    services.database.close()
    for _ in range(size(3, 300)):
        last = killed(processes, undo_until_killed, path, within=0.1, random=random)
        assert isinstance(last, int)
        services = services_on(path)
        with services.database.read() as connection:
            accounts = connection.exec_driver_sql("SELECT count(*) FROM account").scalar()
            waiting = connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE state = 'queued'").scalar()
            newest, role = connection.exec_driver_sql("SELECT max(id), role FROM operation").one()
        assert newest in (last, last + 1)
        assert accounts == waiting == (0 if role == "undone" else PEOPLE)
        assert check(services.database) == ()
        services.database.close()
