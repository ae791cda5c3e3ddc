"""Run the migrations that a file lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from fleet_tui.storage.db.file_header import APPLICATION_ID
from fleet_tui.storage.db.sqlite_library import Library
from fleet_tui.storage.schema.migrations import MIGRATIONS, Migration, upgrade_of


def migrate(connection: Any, library: Library, version: int, migrations: Sequence[Migration] | None = None) -> None:
    """Run the migrations after `version`, each in a transaction with its number.

    A file that was empty then gets its first rows.
    """
    from fleet_tui.storage.schema.seed import seed

    if migrations is None:
        migrations = [upgrade_of(name) for name in MIGRATIONS]
    engine = create_engine("sqlite://", module=library.module, creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as steps:
        for number, upgrade in enumerate(migrations, start=1):
            if number <= version:
                continue
            steps.exec_driver_sql("BEGIN IMMEDIATE")
            upgrade(steps)
            if number == 1:
                steps.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            if version == 0 and number == len(MIGRATIONS):
                seed(steps)
            steps.exec_driver_sql(f"PRAGMA user_version = {number}")
            steps.commit()
