"""The texts of messages to people: templates that the company can edit, and what is filled into them."""

from __future__ import annotations

import re
from collections.abc import Mapping

SUBJECT_LENGTH, TEXT_LENGTH, SMS_LENGTH = 150, 4_000, 480

CODE = "code"
PLACES = ("name", "company", CODE, "expires", "username")
"""What can stand in braces in a template."""

INVITATION_SUBJECT = "Your account at {company}"
INVITATION_TEXT = """Hello {name},

{company} has set up a profile for you. To make your account, start
fleet-tui, choose "I have a code" and type or paste this code:

    {code}

It can be used once, until {expires}. If you did not expect this
message, do nothing: without the code nobody can make your account."""
INVITATION_SMS = "{company}: your code for fleet-tui is {code} (until {expires})."

RESET_SUBJECT = "A new password at {company}"
RESET_TEXT = """Hello {name},

somebody, probably you, asked for a new password for your account
{username} at {company}. To choose one, start fleet-tui, choose
"I have a code" and type or paste this code:

    {code}

It can be used once, until {expires}. If you did not ask for it, do
nothing: your password stays as it is."""
RESET_SMS = "{company}: your code for a new password in fleet-tui is {code} (until {expires})."

_PLACE = re.compile(r"\{([^{}\n]*)\}")


def problem_with(template: str, *, needs_code: bool) -> str:
    """What is wrong with a template and what would be right, in a sentence; empty when it can be used."""
    for place in _PLACE.findall(template):
        if place not in PLACES:
            known = ", ".join(f"{{{place}}}" for place in PLACES)
            return f"Nothing is known to fill in for {{{place}}}: there are {known}."
    if needs_code and f"{{{CODE}}}" not in template:
        return "The code is missing: write {code} where it belongs."
    if not needs_code and f"{{{CODE}}}" in template:
        return "A subject is seen by everybody who sees the mailbox: leave {code} to the text."
    return ""


def filled(template: str, facts: Mapping[str, str]) -> str:
    """The template with each place filled in, once: what is filled in is never a template itself."""
    return _PLACE.sub(lambda found: facts.get(found[1], found[0]), template)
