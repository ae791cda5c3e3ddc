"""How messages leave this computer: the `[mail]` table of the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fleet_tui.bootstrap.settings_table import (
    Reader,
    Variable,
    WrongEntry,
    WrongValue,
    full_path,
    known_keys,
    one_of,
    read_settings,
    setting,
)
from fleet_tui.domain.errors import BadValue, Refusal

PASSWORD_VARIABLE = "FLEET_TUI_SMTP_PASSWORD"  # noqa: S105  # the name of a variable

STARTTLS, TLS, NONE = "starttls", "tls", "none"
PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}
"""Protections of the connection to the server, each with its usual port."""

DEFAULT_FROM = "fleet-tui@localhost"
"""The sender of messages in files where no setting names one."""

_LONGEST_TIMEOUT = 300
_PLAIN_TEXT = "a text without line breaks and within ASCII"


def _text(fits: Callable[[str], bool]) -> Reader:
    def read(value: object) -> str:
        if not (isinstance(value, str) and value and fits(value)):
            raise WrongValue
        return value

    return read


def _host(value: str) -> bool:
    return value.isprintable() and not any(c in " /@" for c in value)


def _plain(value: str) -> bool:
    return value.isascii() and (value.isprintable() or not value)


def _sender(value: str) -> bool:
    from fleet_tui.domain.mail.mailbox import is_address, read_mailbox

    address = read_mailbox(value).address
    return value.isprintable() and is_address(address) and address.rpartition("@")[0].isascii()


def _port(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 65_535:
        raise WrongValue
    return value


def _timeout(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.1 <= value <= _LONGEST_TIMEOUT:
        raise WrongValue
    return float(value)


def _command(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise WrongValue
    if not all(isinstance(part, str) and part and "\0" not in part for part in value):
        raise WrongValue
    return tuple(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """Where messages go. Without a `host` they are files in `folder`; so are text messages without an `sms_command`.

    `timeout` is in seconds, for the whole of a command and for each answer of a server; the program waits at most 10
    seconds for a silent one.
    """

    host: str = field(
        default="", metadata=setting("mail.host", _text(_host), 'the name of a mail server, like "mail.example.com"')
    )
    port: int = field(
        default=PORTS[STARTTLS], metadata=setting("mail.port", _port, "a number from 1 to 65535, like 587")
    )
    security: str = field(
        default=STARTTLS, metadata=setting("mail.security", one_of(tuple(PORTS)), f"one of {', '.join(PORTS)}")
    )
    username: str = field(default="", metadata=setting("mail.username", _text(_plain), _PLAIN_TEXT))
    password: str = field(
        default="",
        repr=False,
        metadata=setting("mail.password", _text(_plain), _PLAIN_TEXT, Variable(PASSWORD_VARIABLE, str)),
    )
    password_file: Path | None = field(
        default=None,
        metadata=setting(
            "mail.password_file", full_path, 'a full path, like "/home/me/password_file" or "~/password_file"'
        ),
    )
    sender: str = field(
        default=DEFAULT_FROM,
        metadata=setting(
            "mail.from",
            _text(_sender),
            'an e-mail address, like "fleet@example.com" or "Depot North <fleet@example.com>"',
        ),
    )
    folder: Path = field(
        metadata=setting("mail.folder", full_path, 'a full path, like "/home/me/folder" or "~/folder"')
    )
    sms_command: tuple[str, ...] = field(
        default=(),
        metadata=setting(
            "mail.sms_command",
            _command,
            'a program and its arguments, like ["/usr/local/bin/send-sms", "--quiet"]',
        ),
    )
    timeout: float = field(
        default=10.0, metadata=setting("mail.timeout", _timeout, f"a number of seconds, up to {_LONGEST_TIMEOUT}")
    )

    def secret(self) -> str:
        """The password, read from its file when there is one.

        Raises:
            Refusal: the file cannot be read.
        """
        if self.password or self.password_file is None:
            return self.password
        try:
            found = self.password_file.read_text("utf-8").rstrip("\r\n")
        except OSError as error:
            raise Refusal(f"{self.password_file} cannot be read ({error.strerror}): it holds the password.") from None
        except UnicodeDecodeError:
            raise Refusal(f"{self.password_file} is not text: it holds the password and nothing else.") from None
        if not found or not _plain(found):
            raise Refusal(f"{self.password_file} holds no password of letters, digits and signs in its one line.")
        return found


KNOWN_MAIL = known_keys(MailSettings)
"""The keys of the `[mail]` table."""


def mail_settings(table: Mapping[str, object], environ: Mapping[str, str], folder: Path) -> MailSettings:
    """The settings of the table and the environment; files of messages go to `folder` where neither names another.

    Raises:
        BadValue: what is wrong, and what would be right.
    """
    for key in table:
        if key not in KNOWN_MAIL:
            from difflib import get_close_matches

            close = get_close_matches(key, KNOWN_MAIL, n=1)
            hint = f"Did you mean “mail.{close[0]}”?" if close else f"There are: {', '.join(KNOWN_MAIL)}."
            raise WrongEntry(f"mail.{key}", f"there is no setting “mail.{key}”. {hint}")
    values = {"folder": folder} | read_settings(MailSettings, table, environ, {})
    values.setdefault("port", PORTS[values.get("security", STARTTLS)])
    found = MailSettings(**values)
    _together(table, found)
    return found


def _together(table: Mapping[str, object], found: MailSettings) -> None:
    """Refuses settings that contradict or lack each other."""
    has_password = bool(found.password or found.password_file)
    if "password" in table and "password_file" in table:
        raise BadValue("“mail.password” and “mail.password_file” are both set: leave one of them out.")
    if found.host and "from" not in table:
        raise BadValue('“mail.from” is missing: say who messages are from, like "Depot North <fleet@example.com>".')
    if found.username and not has_password:
        raise BadValue("“mail.username” needs “mail.password_file” or “mail.password”.")
    if has_password and not found.username and ("password" in table or found.password_file):
        raise BadValue("a password needs “mail.username”.")
    if found.security == NONE and found.username and not _is_loopback(found.host):
        raise BadValue('“mail.security” is "none": a password is not sent unprotected to another computer.')
    if not _plain(found.password):
        raise BadValue("the password for mail has characters beyond ASCII, which not every server reads alike.")


def _is_loopback(host: str) -> bool:
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
