"""The company's settings: declared as fields, so that their form and their checks follow like a profile's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.countries import COUNTRIES
from fleet_tui.domain.errors import Problem
from fleet_tui.domain.fields import Choice, Field, Kind, Section
from fleet_tui.domain.mail import templates
from fleet_tui.domain.values import Values

PASSWORD, OPERATING_SYSTEM = "password", "operating_system"  # the name of a mode
SIGN_IN_MODES = (Choice(PASSWORD, "Username and password"), Choice(OPERATING_SYSTEM, "Operating system user"))

PAYROLL_OFF, FLEET_PRO_OFF = "Payroll is off for the company", "Fleet Pro is off for the company"
TURN_ON = "Settings › Company turns it on."

COMPANY_TAB, ACCOUNTS_TAB, MESSAGES_TAB = "Company", "Accounts", "Messages"


def _lengths(unit: str, *numbers: int) -> tuple[Choice, ...]:
    return tuple(Choice(str(number), f"{number} {unit}{'' if number == 1 else 's'}") for number in numbers)


_ACCOUNTS = Section(
    "Signing in",
    (
        Field(
            "sign_in",
            "Sign-in Mode",
            Kind.CHOICE,
            required=True,
            choices=SIGN_IN_MODES,
            default=OPERATING_SYSTEM,
            note="Operating system user: who is signed in to this computer is signed in here. For trusted computers.",
        ),
        Field(
            "idle_minutes",
            "Ends When Idle",
            Kind.CHOICE,
            required=True,
            choices=_lengths("minute", 5, 10, 15, 30, 60, 120, 240),
            default="30",
            note="Who pressed no key for so long has to type the password again. Only with passwords.",
        ),
        Field(
            "session_hours",
            "Ends After",
            Kind.CHOICE,
            required=True,
            choices=_lengths("hour", 8, 12, 16, 24),
            default="16",
            note="Who signed in so long ago has to type the password again. Only with passwords.",
        ),
        Field(
            "renewal",
            "Renew Passwords Yearly",
            Kind.TOGGLE,
            default=False,
            note="A password older than a year has to be changed at the next sign-in.",
        ),
        Field(
            "temporary_days",
            "Temporary Passwords",
            Kind.CHOICE,
            required=True,
            choices=_lengths("day", 1, 3, 7, 14),
            default="3",
            note="How long a password that somebody else has set can be used to sign in.",
        ),
    ),
    tab=ACCOUNTS_TAB,
)

_CODES = Section(
    "Invitations and resets",
    (
        Field(
            "invitation_days",
            "Invitations",
            Kind.CHOICE,
            required=True,
            choices=_lengths("day", 1, 3, 7, 14, 30),
            default="7",
            note="How long the code of an invitation can be used.",
        ),
        Field(
            "reset_minutes",
            "Password Resets",
            Kind.CHOICE,
            required=True,
            choices=_lengths("minute", 15, 30, 60, 120, 240),
            default="60",
            note="How long the code of a password reset can be used.",
        ),
        Field(
            "hold_seconds",
            "Hold Messages",
            Kind.CHOICE,
            required=True,
            choices=_lengths("second", 0, 10, 30, 60, 120, 300),
            default="30",
            note="How long a message waits before it is sent: until then u takes it back.",
        ),
    ),
    tab=ACCOUNTS_TAB,
)

_PLACES = "Filled in: " + ", ".join(f"{{{place}}}" for place in templates.PLACES) + "."

_MESSAGES = tuple(
    Section(
        title,
        (
            Field(
                f"{letter}_subject",
                "Subject",
                Kind.TEXT,
                required=True,
                length=templates.SUBJECT_LENGTH,
                default=subject,
                note=_PLACES,
            ),
            Field(
                f"{letter}_text",
                "E-mail",
                Kind.LINES,
                required=True,
                length=templates.TEXT_LENGTH,
                default=text,
                note=f"{_PLACES} It must hold {{code}}.",
            ),
            Field(
                f"{letter}_sms",
                "Text Message",
                Kind.LINES,
                required=True,
                length=templates.SMS_LENGTH,
                default=sms,
                note=f"{_PLACES} It must hold {{code}}.",
            ),
        ),
        tab=MESSAGES_TAB,
    )
    for title, letter, subject, text, sms in (
        ("Invitation", "invitation", templates.INVITATION_SUBJECT, templates.INVITATION_TEXT, templates.INVITATION_SMS),
        ("Password reset", "reset", templates.RESET_SUBJECT, templates.RESET_TEXT, templates.RESET_SMS),
    )
)

COMPANY_SECTIONS = (
    Section(
        "Company",
        (
            Field("name", "Company Name", Kind.TEXT, required=True, length=100, default="My company"),
            Field(
                "country",
                "Country",
                Kind.CHOICE,
                required=True,
                choices=COUNTRIES,
                default="US",
                note="Phone numbers without a country code are read as this country's; home addresses start with it.",
            ),
            Field(
                "fleet_pro",
                "Fleet Pro",
                Kind.TOGGLE,
                default=True,
                note="Profiles can be enabled in Fleet Pro. Turned off, their records stay as they are.",
            ),
            Field(
                "payroll",
                "Payroll",
                Kind.TOGGLE,
                default=False,
                note="Technician profiles have their Payroll tab.",
            ),
        ),
        tab=COMPANY_TAB,
    ),
    _ACCOUNTS,
    _CODES,
    *_MESSAGES,
)

COMPANY_FIELDS = tuple(field for section in COMPANY_SECTIONS for field in section.fields)

_MOST = {field.name: max(int(choice.value) for choice in field.choices) for field in _CODES.fields}
LONGEST = {
    Purpose.INVITE: timedelta(days=_MOST["invitation_days"], seconds=_MOST["hold_seconds"]),
    Purpose.RESET: timedelta(minutes=_MOST["reset_minutes"], seconds=_MOST["hold_seconds"]),
}
"""How long a code of each purpose can be used at most, whatever the settings are, with the time that it is held."""

_TEMPLATES = tuple(field for section in _MESSAGES for field in section.fields)


def unusable(values: Values) -> dict[str, Problem]:
    """What is wrong with the texts of messages that are in `values`, by field name."""
    found = {
        field.name: templates.problem_with(str(values[field.name]), needs_code=not field.name.endswith("_subject"))
        for field in _TEMPLATES
        if values.get(field.name) is not None
    }
    return {name: Problem(sentence) for name, sentence in found.items() if sentence}


@dataclass(frozen=True, slots=True)
class Company:
    """The company's settings as they are, with the version that a change of them starts from."""

    name: str
    country: str
    fleet_pro: bool
    payroll: bool
    sign_in: str
    idle_minutes: str
    session_hours: str
    renewal: bool
    temporary_days: str
    invitation_days: str
    reset_minutes: str
    hold_seconds: str
    invitation_subject: str
    invitation_text: str
    invitation_sms: str
    reset_subject: str
    reset_text: str
    reset_sms: str
    version: int

    @property
    def idle(self) -> timedelta:
        """After how long without a key a session ends."""
        return timedelta(minutes=int(self.idle_minutes))

    @property
    def session(self) -> timedelta:
        """How long a session lasts at most."""
        return timedelta(hours=int(self.session_hours))

    @property
    def temporary(self) -> timedelta:
        """How long a password that an administrator has set can be used."""
        return timedelta(days=int(self.temporary_days))

    @property
    def invitation(self) -> timedelta:
        """How long the code of an invitation can be used."""
        return timedelta(days=int(self.invitation_days))

    @property
    def reset(self) -> timedelta:
        """How long the code of a password reset can be used."""
        return timedelta(minutes=int(self.reset_minutes))

    @property
    def hold(self) -> timedelta:
        """How long a message waits before it is sent."""
        return timedelta(seconds=int(self.hold_seconds))
