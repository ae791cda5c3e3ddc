"""Proves that what the program needs can be installed without a compiler: `python -m tests.wheels`.

For each version of Python and each platform, pip finds wheels for all of it. It takes minutes and needs the network, so
it is run by hand. pip reads the markers of our own dependencies' dependencies as for the machine that it runs on.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
LIBRARIES = {
    "glibc": ("manylinux_2_28_{}", "manylinux_2_17_{}", "manylinux2014_{}"),
    "musl": ("musllinux_1_2_{}", "musllinux_1_1_{}"),
}
MACHINES = ("x86_64", "aarch64")


def needed(python: str, machine: str, group: str) -> list[str]:
    """The requirements of the program, or of its tests, on a machine."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_machine": machine,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    texts = PROJECT["dependencies"] if group == "program" else PROJECT["optional-dependencies"]["dev"]
    found = [Requirement(text) for text in texts]
    return [
        f"{each.name}{each.specifier}" for each in found if each.marker is None or each.marker.evaluate(environment)
    ]


def missing(python: str, machine: str, library: str, group: str) -> str:
    """What pip says when it does not find wheels for all of it; nothing when it does."""
    abi = f"cp{python.replace('.', '')}"
    platforms = [name.format(machine) for name in LIBRARIES[library]]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary=:all:", "--dest", folder]
        command += [
            "--python-version",
            python,
            "--implementation",
            "cp",
            "--abi",
            abi,
            "--abi",
            "abi3",
            "--abi",
            "none",
        ]
        for platform in (*platforms, "any"):
            command += ["--platform", platform]
        ended = subprocess.run([*command, *needed(python, machine, group)], capture_output=True, text=True, check=False)
    errors = [line for line in ended.stderr.splitlines() if line.startswith("ERROR")]
    return (errors or ["ERROR: pip failed"])[-1] if ended.returncode else ""


def combinations() -> Iterator[tuple[str, str, str, str]]:
    """Every Python, machine, C library and group of dependencies."""
    for group in ("program", "tests"):
        for machine in MACHINES:
            for library in LIBRARIES:
                for python in PYTHONS:
                    yield python, machine, library, group


def main() -> int:
    """Print a line for each; 1 when the program cannot be installed somewhere."""
    failed = False
    for python, machine, library, group in combinations():
        problem = missing(python, machine, library, group)
        failed |= bool(problem) and group == "program"
        print(f"{group:8} Python {python:5} {machine:8} {library:6} {problem or 'wheels for all of it'}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
