"""The [mail] table: how messages leave this computer, and what is said of a wrong value; the password is never told."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleet_tui.bootstrap.mail_settings import KNOWN_MAIL, MailSettings
from fleet_tui.bootstrap.mail_worker import delivery_words, sender_of
from fleet_tui.bootstrap.settings import load
from fleet_tui.bootstrap.settings_table import WrongSettings
from fleet_tui.domain.errors import Refusal
from fleet_tui.mail.channels import Channels
from tests.support.tables import for_each

SERVER = '[mail]\nhost = "mail.example.com"\nfrom = "Depot <fleet@example.com>"\n'


def loaded(tmp_path: Path, text: str, **environ: str) -> MailSettings:
    """The settings for mail of a settings file with that text."""
    path = tmp_path / "config.toml"
    path.write_text(text)
    return load({"FLEET_TUI_CONFIG": str(path)} | environ).mail


def test_without_a_table_messages_are_files(home: Path) -> None:
    mail = load({}).mail
    assert mail == MailSettings(folder=home / ".local/share/fleet-tui/mail")
    assert delivery_words(mail) == f"files in {mail.folder}: no SMTP server is set"


def test_everything_that_can_be_set_is_read(tmp_path: Path, home: Path) -> None:
    text = SERVER + (
        'port = 2525\nsecurity = "tls"\nusername = "fleet"\npassword = "secret"\n'
        'folder = "~/mail"\nsms_command = ["/bin/sms", "-q"]\ntimeout = 5\n'
    )
    mail = loaded(tmp_path, text)
    assert mail == MailSettings(
        folder=home / "mail",
        host="mail.example.com",
        port=2525,
        security="tls",
        username="fleet",
        sender="Depot <fleet@example.com>",
        sms_command=("/bin/sms", "-q"),
        timeout=5.0,
        password="secret",
    )
    assert delivery_words(mail) == "SMTP: mail.example.com; text messages: /bin/sms"
    set_ = {line.split(" = ")[0] for line in text.splitlines()[1:]}
    assert set_ | {"password_file"} == set(KNOWN_MAIL)


@for_each("security, port", [("starttls", 587), ("tls", 465), ("none", 25)])
def test_each_protection_has_its_port(security: str, port: int, tmp_path: Path) -> None:
    mail = loaded(tmp_path, f'{SERVER}security = "{security}"')
    assert (mail.security, mail.port) == (security, port)
    assert loaded(tmp_path, SERVER).security == "starttls"


def test_the_password_comes_from_the_environment_first_and_is_in_no_repr(tmp_path: Path) -> None:
    text = f'{SERVER}username = "fleet"\npassword = "of the file"'
    assert loaded(tmp_path, text).secret() == "of the file"
    mail = loaded(tmp_path, text, FLEET_TUI_SMTP_PASSWORD="of the environment")
    assert mail.secret() == "of the environment"
    assert "of the" not in repr(mail)
    assert "of the" not in repr(load({"FLEET_TUI_SMTP_PASSWORD": "of the environment"}))
    assert loaded(tmp_path, f'{SERVER}username = "fleet"', FLEET_TUI_SMTP_PASSWORD="x").secret() == "x"


def test_the_password_can_be_in_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "password"
    mail = loaded(tmp_path, f'{SERVER}username = "fleet"\npassword_file = "{file}"')
    with pytest.raises(Refusal, match=r"password cannot be read \(No such file"):
        sender_of(mail)
    for wrong in (b"", b"a\nb", b"\xff", "zwölf".encode()):
        file.write_bytes(wrong)
        with pytest.raises(Refusal, match=r"it holds the password|holds no password"):
            mail.secret()
    file.write_text("battery staple\n")
    assert mail.secret() == "battery staple"
    assert isinstance(sender_of(mail), Channels)


@for_each(
    "text, sentence",
    [
        ("mail = 1", "“mail” is a table"),
        ("[mail]\nhots = 'x'", "there is no setting “mail.hots”. Did you mean “mail.host”?"),
        ("[mail]\nhost = 'mail.example.com'", "“mail.from” is missing"),
        ("[mail]\nhost = 'a b'", "“mail.host” is the name of a mail server"),
        ("[mail]\nhost = 25", "“mail.host” is the name of a mail server"),
        ("[mail]\nhost = ''", "“mail.host” is the name of a mail server"),
        ("[mail]\nfrom = 'fleet'", "“mail.from” is an e-mail address"),
        ("[mail]\nfrom = 'a@b.example, c@d.example'", "“mail.from” is an e-mail address"),
        ('[mail]\nfrom = "a@b\\nBcc: c@d"', "“mail.from” is an e-mail address"),
        ("[mail]\nfrom = 'jörg@b.example'", "“mail.from” is an e-mail address"),
        ("[mail]\nsecurity = 'ssl'", "“mail.security” is one of starttls, tls, none"),
        ("[mail]\nport = 0", "“mail.port” is a number from 1 to 65535"),
        ("[mail]\nport = true", "“mail.port” is a number from 1 to 65535"),
        ("[mail]\nport = '587'", "“mail.port” is a number from 1 to 65535"),
        ("[mail]\ntimeout = 0", "“mail.timeout” is a number of seconds"),
        ("[mail]\ntimeout = nan", "“mail.timeout” is a number of seconds"),
        ("[mail]\nfolder = 'mail'", "“mail.folder” is a full path"),
        ("[mail]\nsms_command = 'send'", "“mail.sms_command” is a program and its arguments"),
        ("[mail]\nsms_command = []", "“mail.sms_command” is a program and its arguments"),
        ("[mail]\nsms_command = [7]", "“mail.sms_command” is a program and its arguments"),
        (SERVER + "username = 'x'", "“mail.username” needs “mail.password_file”"),
        (SERVER + "password = 'x'", "a password needs “mail.username”"),
        (SERVER + "username = 'x'\npassword = 'zwölf'", "“mail.password” is a text"),
        (SERVER + "username = 'x'\npassword = 'x'\npassword_file = '/x'", "are both set"),
        (SERVER + "username = 'x'\npassword = 'x'\nsecurity = 'none'", "not sent unprotected to another computer"),
    ],
)
def test_what_cannot_be_used_is_told(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSettings) as refusal:
        loaded(tmp_path, text)
    assert sentence in str(refusal.value)
    assert str(refusal.value).startswith(f"{tmp_path / 'config.toml'}: ")


@for_each("host", ["localhost", "127.0.0.1", "::1"])
def test_on_this_computer_a_password_needs_no_protected_line(host: str, tmp_path: Path) -> None:
    text = SERVER.replace("mail.example.com", host) + 'username = "x"\npassword = "x"\nsecurity = "none"'
    assert loaded(tmp_path, text).security == "none"
