"""How messages leave this computer: the `[mail]` table of the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fleet_tui.domain.errors import BadValue, Refusal

STARTTLS, TLS, NONE = "starttls", "tls", "none"
PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}
"""How the line to the server is protected, each with its usual port."""

KNOWN_MAIL = (
    "host",
    "port",
    "security",
    "username",
    "password",
    "password_file",
    "from",
    "folder",
    "sms_command",
    "timeout",
)
"""What the table may set."""

DEFAULT_FROM = "fleet-tui@localhost"
"""Who messages in files are from when nobody is said."""

_LONGEST_TIMEOUT = 300


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where messages go. Without a `host` they are files in `folder`; so are text messages without an `sms_command`.

    `timeout` is in seconds, for the whole of a command and for each answer of a server, whose silence is waited for
    10 seconds at most.
    """

    folder: Path
    host: str = ""
    port: int = PORTS[STARTTLS]
    security: str = STARTTLS
    username: str = ""
    sender: str = DEFAULT_FROM
    sms_command: tuple[str, ...] = ()
    timeout: float = 10.0
    password_file: Path | None = None
    password: str = field(default="", repr=False)

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


def mail_settings(table: object, password: str | None, folder: Path) -> MailSettings:
    """The settings of the table; `password` is what the environment says, `folder` where files go if nothing is said.

    Raises:
        BadValue: what is wrong, and what would be right.
    """
    if not isinstance(table, dict):
        raise BadValue('“mail” is a table: write [mail], and below it lines like host = "mail.example.com".')
    for key in table:
        if key not in KNOWN_MAIL:
            raise BadValue(f"there is no setting “mail.{key}”. There are: {', '.join(KNOWN_MAIL)}.")
    host, security = _text(table, "host", _host), _text(table, "security", _security) or STARTTLS
    found = MailSettings(
        folder=_path(table, "folder") or folder,
        host=host,
        port=_port(table, PORTS[security]),
        security=security,
        username=_text(table, "username", _plain),
        sender=_text(table, "from", _sender) or DEFAULT_FROM,
        sms_command=_command(table),
        timeout=_timeout(table),
        password_file=_path(table, "password_file"),
        password=password or _text(table, "password", _plain),
    )
    _together(table, found)
    return found


def _together(table: Mapping[str, object], found: MailSettings) -> None:
    """What only makes sense with something else."""
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


def _text(table: Mapping[str, object], name: str, fits: Callable[[str], bool]) -> str:
    value = table.get(name, "")
    if name in table and not (isinstance(value, str) and value and fits(value)):
        raise BadValue(f"“mail.{name}” is {_RIGHT[name]}.")
    return str(value)


_RIGHT = {
    "host": 'the name of a mail server, like "mail.example.com"',
    "security": f"one of {STARTTLS}, {TLS}, {NONE}",
    "username": "a text without line breaks and within ASCII",
    "password": "a text without line breaks and within ASCII",
    "from": 'an e-mail address, like "fleet@example.com" or "Depot North <fleet@example.com>"',
}


def _host(value: str) -> bool:
    return value.isprintable() and not any(c in " /@" for c in value)


def _security(value: str) -> bool:
    return value in PORTS


def _plain(value: str) -> bool:
    return value.isascii() and (value.isprintable() or not value)


def _sender(value: str) -> bool:
    from fleet_tui.domain.mail.mailbox import is_address, read_mailbox

    address = read_mailbox(value).address
    return value.isprintable() and is_address(address) and address.rpartition("@")[0].isascii()


def _port(table: Mapping[str, object], otherwise: int) -> int:
    value = table.get("port", otherwise)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 65_535:
        raise BadValue("“mail.port” is a number from 1 to 65535, like 587.")
    return value


def _timeout(table: Mapping[str, object]) -> float:
    value = table.get("timeout", MailSettings.__dataclass_fields__["timeout"].default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.1 <= value <= _LONGEST_TIMEOUT:
        raise BadValue(f"“mail.timeout” is a number of seconds, up to {_LONGEST_TIMEOUT}.")
    return float(value)


def _path(table: Mapping[str, object], name: str) -> Path | None:
    if name not in table:
        return None
    value = table[name]
    path = Path(value).expanduser() if isinstance(value, str) and value.strip() else None
    if path is None or not path.is_absolute():
        raise BadValue(f'“mail.{name}” is a full path, like "/home/me/{name}" or "~/{name}".')
    return path


def _command(table: Mapping[str, object]) -> tuple[str, ...]:
    value = table.get("sms_command", [])
    texts = isinstance(value, list) and all(isinstance(part, str) and part and "\0" not in part for part in value)
    if not isinstance(value, list) or not texts or ("sms_command" in table and not value):
        raise BadValue(
            '“mail.sms_command” is a program and its arguments, like ["/usr/local/bin/send-sms", "--quiet"].'
        )
    return tuple(value)


def _is_loopback(host: str) -> bool:
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
