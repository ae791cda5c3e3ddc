"""Processes that use one file together. They come from a server that has imported the program and opened nothing."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests.support.crowds.crowd import PATIENCE, meet

HERE = Path(__file__).parent
PROCESSES = 8
Together = Callable[..., list[object]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a long proof."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def processes() -> ForkServerContext:
    """Starts processes that have imported the program already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["tests.support.crowds.crowd", "fleet_tui.storage.opening", "fleet_tui.services.services"]
    )
    return context


@pytest.fixture(scope="session")
def together(processes: ForkServerContext) -> Iterator[Together]:
    """Does the same in eight processes at once; what each returned."""
    pool = processes.Pool(PROCESSES, meet, (processes.Barrier(PROCESSES),))

    def run(task: Callable[..., object], *arguments: object) -> list[object]:
        return pool.starmap_async(task, [arguments] * PROCESSES, chunksize=1).get(PATIENCE * 60)

    try:
        yield run
    finally:
        pool.close()
        pool.join()
