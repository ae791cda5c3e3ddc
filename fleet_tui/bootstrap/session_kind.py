"""Whether the person at the screen is the operating system's user whose program this is.

A shell with job control gives each program a process group of its own: whoever started the program from one has that
shell anyway. Where there is none (a forced command over SSH, a login shell, a terminal in a browser), or where the
program runs as another user (sudo), the program is all that the person may use of the computer.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

_FORCED = "SSH_ORIGINAL_COMMAND"
"""Set by sshd beside a forced command, for what the client asked for in its place."""
_BORROWED = ("SUDO_UID", "PKEXEC_UID")
"""Set by programs that run another as another user: the user that asked for it."""


def is_own_session(environ: Mapping[str, str]) -> bool:
    """Whether the person has this user's shell anyway; in doubt not."""
    if not hasattr(os, "getsid"):  # not on Windows
        return True
    user = os.getuid()
    borrowed = any(environ.get(name, str(user)) != str(user) for name in _BORROWED)
    if _FORCED in environ or borrowed or "DOAS_USER" in environ or user != os.geteuid():
        return False
    return os.getpgrp() != os.getsid(0)
