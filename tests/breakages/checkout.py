"""A copy of the checkout to break, with an environment that imports that copy and the same libraries."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sysconfig
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .table import Breakage, texts_of

_FAILED, _NOTHING_SELECTED = 1, 5
"""Exit codes of pytest."""


class NoEnd(Exception):
    """The tests did not end in time."""


class Unusable(Exception):
    """The copy cannot prove anything, in words."""


class Checkout:
    """The tracked files of a repository as they are now, copied to `folder`.

    The program is installed into the developer's environment by a link to the repository, which the tests' own child
    processes would follow. So the copy has an environment of its own: the same interpreter, a path to the copy, and
    one to the libraries.
    """

    def __init__(self, repository: Path, folder: Path) -> None:
        self.root = folder / "checkout"
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=repository, capture_output=True, check=True).stdout
        for name in filter(None, os.fsdecode(tracked).split("\0")):
            if (repository / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(repository / name, self.root / name)
        environment = folder / "environment"
        venv.create(environment, symlinks=True)
        self._python = str(environment / "bin" / "python")
        libraries = sysconfig.get_path("purelib", vars={"base": str(environment), "platbase": str(environment)})
        paths = dict.fromkeys([str(self.root), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
        Path(libraries, "breakages.pth").write_text("\n".join(paths) + "\n", "utf-8")

    def imported(self) -> Path:
        """The package that a program in the environment imports, wherever it starts.

        Raises:
            Unusable: it is not the copy's.
        """
        asks = [self._python, "-I", "-c", "import fleet_tui; print(fleet_tui.__file__)"]
        found = Path(subprocess.run(asks, cwd="/", capture_output=True, text=True, check=True).stdout.strip())
        if not found.resolve().is_relative_to(self.root.resolve()):
            raise Unusable(f"the tests would import {found}, which is not in the copy")
        return found

    @contextmanager
    def broken(self, breakage: Breakage) -> Iterator[None]:
        """Break it, and mend it at the end.

        Raises:
            NoPlace: it cannot be placed.
        """
        package = texts_of(self.root)
        file = breakage.place(package)
        whole = package[file]
        file.write_text(whole.replace(breakage.find, breakage.becomes), "utf-8")
        try:
            yield
        finally:
            file.write_text(whole, "utf-8")

    def fails(self, selection: Sequence[str], limit: float) -> bool:
        """Whether one of the selected tests fails. `limit` is in seconds.

        Raises:
            NoEnd: they take longer.
            Unusable: pytest did not run them.
        """
        command = [self._python, "-m", "pytest", "-x", "-q", "--no-header", *selection]
        variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
        with subprocess.Popen(
            command, cwd=self.root, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        ) as tests:  # fmt: skip
            try:
                said, _ = tests.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                os.killpg(tests.pid, signal.SIGKILL)
                raise NoEnd from None
        if tests.returncode not in (0, _FAILED):
            why = "no test is selected" if tests.returncode == _NOTHING_SELECTED else said[-2_000:]
            raise Unusable(f"{' '.join(selection)}: {why}")
        return tests.returncode == _FAILED
