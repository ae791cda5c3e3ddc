"""How long names, usernames and passwords may be."""

from __future__ import annotations

NAME_LENGTH = 100


PASSWORD_LENGTH = 15
"""The shortest password when it is the only factor, in characters (NIST SP 800-63B-4, 3.1.1.2)."""


PASSWORD_MOST = 1_024
"""The longest password that is accepted, in characters: it is hashed whole."""


USERNAME_LENGTH = 100
