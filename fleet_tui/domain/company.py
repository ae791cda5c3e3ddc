"""The company's settings: declared as fields, so that their form and their checks follow like a profile's."""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.domain.countries import COUNTRIES
from fleet_tui.domain.fields import Choice, Field, Kind, Section

SIGN_IN_MODES = (Choice("password", "Password"), Choice("operating_system", "Operating system user"))

COMPANY = Section(
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
        Field(
            "sign_in",
            "Sign-in Mode",
            Kind.CHOICE,
            required=True,
            choices=SIGN_IN_MODES,
            default="operating_system",
            note="Until accounts can sign in here, everybody acts as their operating system user.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Company:
    """The company's settings as they are, with the version that a change of them starts from."""

    name: str
    country: str
    fleet_pro: bool
    payroll: bool
    sign_in: str
    version: int
