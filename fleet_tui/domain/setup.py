"""What is asked at the first start: the company, how people sign in, and the first administrator."""

from __future__ import annotations

from fleet_tui.domain.accounts.limits import NAME_LENGTH, PASSWORD_LENGTH, PASSWORD_MOST, USERNAME_LENGTH
from fleet_tui.domain.company import COMPANY_FIELDS, PASSWORD, SIGN_IN_MODES
from fleet_tui.domain.fields import Field, Kind, Section

_COUNTRY = next(field for field in COMPANY_FIELDS if field.name == "country")

SETUP_SECTIONS = (
    Section(
        "Company",
        (
            Field("company", "Company Name", Kind.TEXT, required=True, length=100),
            _COUNTRY,
            Field(
                "sign_in",
                "Sign-in Mode",
                Kind.CHOICE,
                required=True,
                choices=SIGN_IN_MODES,
                default=PASSWORD,
                note="Operating system user: who is signed in to this computer is signed in here. Only where each "
                "person has a user of their own.",
            ),
        ),
    ),
    Section(
        "First administrator",
        (
            Field(
                "name",
                "Your Name",
                Kind.TEXT,
                required=True,
                length=NAME_LENGTH,
            ),
            Field(
                "email",
                "Your E-mail",
                Kind.EMAIL,
                required=True,
                length=254,
                note="If an employee has it already, that employee becomes the administrator.",
            ),
            Field(
                "username",
                "Username",
                Kind.TEXT,
                length=USERNAME_LENGTH,
                note="Empty: the e-mail address. With operating system users it is always the user's name.",
            ),
            Field(
                "password",
                "Password",
                Kind.SECRET,
                required=True,
                length=PASSWORD_MOST,
                note=f"At least {PASSWORD_LENGTH} characters; any are welcome. Not asked for operating system users.",
            ),
            Field("confirm", "Confirm Password", Kind.SECRET, required=True, length=PASSWORD_MOST),
        ),
    ),
)

SETUP_FIELDS = tuple(field for section in SETUP_SECTIONS for field in section.fields)
