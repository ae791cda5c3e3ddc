"""Files of directories of users: a mail suite's, an office suite's, an identity provider's."""

from __future__ import annotations

from fleet_tui.domain.fields import PersonKind
from tests.support.layouts.layout import Layout

T, E = PersonKind.TECHNICIAN, PersonKind.EMPLOYEE

MAIL_SUITE = Layout(
    "mail suite",
    E,
    (
        "First Name [Required]", "Last Name [Required]", "Email Address [Required]", "Password [Required]",
        "Org Unit Path [Required]", "Recovery Email", "Recovery Phone [MUST BE IN THE E.164 FORMAT]", "Work Phone",
        "Mobile Phone", "Employee ID", "Employee Title", "Department", "Status [READ ONLY]",
        "Last Sign In [READ ONLY]",
    ),
    lambda one: (
        one.first, one.last, one.email, "****", "/Office", f"p{one.n}@example.net", f"+1{one.digits}", one.phone, "",
        f"{one.n + 100}", one.pick("Dispatcher", "Bookkeeper"), one.pick("North", "South"),
        "Active" if one.active else "Suspended", "Never logged in",
    ),
    "first_name last_name email secret . . . office_phone mobile . positions business_unit active .",
)  # fmt: skip
OFFICE_SUITE = Layout(
    "office suite",
    E,
    (
        "Block credential", "City", "Country/Region", "Department", "Display name", "Fax", "First name", "Last name",
        "Licenses", "Mobile Phone", "Object Id", "Office", "Password never expires", "Phone number", "Postal code",
        "State", "Street address", "Title", "Usage location", "User principal name", "When created",
    ),
    lambda one: (
        "False" if one.active else "True", one.city, "United States", one.pick("North", "South"), one.name, "",
        one.first, one.last, "Business Basic", one.phone, f"2f6b1c3e-1111-2222-3333-{one.n:012}", "HQ", "False",
        f"303-555-0100 x{one.n + 10}", one.zip, one.state, one.street, "Dispatcher", "US", one.email,
        "2024-01-31 08:00:00Z",
    ),
    "blocked . . business_unit . . first_name last_name . mobile . . . office_phone . . . positions . email .",
)  # fmt: skip
IDENTITY = Layout(
    "identity provider",
    T,
    (
        "userPrincipalName", "displayName", "surname", "mail", "givenName", "id", "userType", "jobTitle",
        "department", "accountEnabled", "usageLocation", "streetAddress", "state", "country", "city", "postalCode",
        "telephoneNumber", "mobile", "createdDateTime",
    ),
    lambda one: (
        f"p{one.n}@example.net", one.name, one.last, one.email, one.first, f"2f6b1c3e-1111-2222-3333-{one.n:012}",
        "Member", "Installer", "Field", str(one.active), "US", one.street, one.state, "US", one.city, one.zip, "",
        f"\u202a+1{one.digits}\u202c", "2024-01-31T08:00:00Z",
    ),
    ". . last_name email first_name . . positions team active . street state country city zip . mobile .",
)  # fmt: skip
SINGLE_SIGN_ON = Layout(
    "single sign-on",
    E,
    (
        "userName", "firstName", "lastName", "honorificPrefix", "email", "title", "displayName", "secondEmail",
        "mobilePhone", "primaryPhone", "userType", "employeeNumber", "costCenter", "division", "manager", "STATUS",
    ),
    lambda one: (
        one.email, one.first, one.last, one.pick("Mr", "Ms"), one.email, "Dispatcher", one.name, "", one.phone, "",
        "staff", f"{one.n}", "77", "North", "Jane Doe", "ACTIVE" if one.active else "DEPROVISIONED",
    ),
    ". first_name last_name . email positions . . mobile office_phone . . . business_unit . active",
    encoding="utf-16",
)  # fmt: skip
