"""Files of personnel departments and payrolls, in four languages."""

from __future__ import annotations

from datetime import timedelta

from fleet_tui.domain.fields import PersonKind
from tests.support.layouts.fiction import Someone
from tests.support.layouts.layout import Layout

T, E = PersonKind.TECHNICIAN, PersonKind.EMPLOYEE


def _left(one: Someone, pattern: str) -> str:
    """The day on which a person left; empty for those still there."""
    return "" if one.active else (one.hired + timedelta(days=200)).strftime(pattern)


GERMAN = Layout(
    "german personnel",
    T,
    (
        "Personalnummer", "Name", "Vorname", "Straße", "Hausnummer", "PLZ", "Ort", "Telefon", "Handy", "E-Mail",
        "Eintritt", "Austritt", "Abteilung", "Tätigkeit", "Geburtsdatum", "Stundenlohn", "IBAN",
    ),
    lambda one: (
        f"{one.n + 1:05}", one.last, one.first, "Hauptstraße", f"{one.n + 1}", "01067", "Dresden", "",
        f"0171 39200{one.n % 100:02}", one.email, f"{one.hired:%d.%m.%Y}", _left(one, "%d.%m.%Y"), "Nord", "Monteur",
        "24.12.1985", "1.021,50", "DE02120300000000202051",
    ),
    "payroll_id last_name first_name street house_number zip city . mobile email start_date leave_date team positions"
    " . hourly_rate secret",
    delimiter=";", encoding="utf-8-sig", country="DE",
)  # fmt: skip
FRENCH = Layout(
    "french personnel",
    T,
    (
        "Matricule", "Civilité", "Nom", "Prénom", "Adresse", "Code postal", "Ville", "Téléphone", "Courriel",
        "Date d'embauche", "Date de sortie", "Fonction", "N° Sécurité sociale", "Actif",
    ),
    lambda one: (
        f"M{one.n:03}", one.pick("M.", "Mme"), one.last.upper(), one.first, f"{one.n + 1}, rue de l'Église", "75001",
        "Paris", f"01 99 00 00 {one.n % 100:02}", one.email, f"{one.hired:%d/%m/%Y}", _left(one, "%d/%m/%Y"),
        "Installateur", "1 85 12 75 000 000", "Oui" if one.active else "Non",
    ),
    "payroll_id . last_name first_name street zip city mobile email start_date leave_date positions secret active",
    delimiter=";", encoding="cp1252", country="FR",
)  # fmt: skip
SPANISH = Layout(
    "spanish personnel",
    T,
    (
        "Nº empleado", "Apellido 1", "Apellido 2", "Nombre", "DNI", "Domicilio", "C.P.", "Localidad", "Provincia",
        "Teléfono móvil", "Correo electrónico", "Puesto", "Fecha de alta", "Fecha de baja",
    ),
    lambda one: (
        f"{one.n + 1}", one.last, "García", one.first, "00000000T", f"Calle Mayor, {one.n}", "08001", "Barcelona",
        "Barcelona", f"612 000 {one.n:03}", one.email, "Instalador", f"{one.hired:%d-%m-%Y}", _left(one, "%d-%m-%Y"),
    ),
    "payroll_id last_name second_last_name first_name secret street zip city state mobile email positions start_date"
    " leave_date",
    delimiter="\t", country="ES",
)  # fmt: skip
PAYROLL = Layout(
    "payroll",
    T,
    (
        "Emp #", "Payroll Name", "SSN", "DOB", "Gender", "Address Line 1", "Address Line 2", "City", "St", "Zip",
        "Home Phone", "Personal Email", "Hire Date", "Termination Date", "Pay Type", "Pay Rate", "Position Status",
    ),
    lambda one: (
        f"{one.n + 1:06}", f"{one.last}, {one.first}", "000-12-3456", "12/24/1985", "X", one.street, "Apt 4",
        one.city, one.state, one.zip, one.phone, one.email, f"{one.hired:%m/%d/%Y}", _left(one, "%m/%d/%Y"),
        "Hourly", "$1,021.50", "Active" if one.active else "Terminated",
    ),
    "payroll_id last_first secret . . street unit city state zip mobile email start_date leave_date pay_type"
    " hourly_rate active",
    above=(("Employee Census",), ("Run 01/31/2026",), ()),
)  # fmt: skip
PERSONNEL = Layout(
    "personnel office",
    E,
    (
        "Employee #", "Last name, First name", "Preferred Name", "Hire Date", "Employment Status", "Job Title",
        "Department", "Location", "Reporting to", "Work Email", "Work Phone", "Work Ext.", "Mobile Phone",
        "Home Email",
    ),
    lambda one: (
        f"{one.n}", f"{one.last}, {one.first}", "", f"{one.hired:%d %b %Y}",
        one.pick("Active", "On leave") if one.active else "Terminated",
        "Bookkeeper", "Office", "Denver", "Doe, Jane", one.email, "303-555-0100", f"{one.n + 100}", one.phone, "",
    ),
    ". last_first . . active positions business_unit . . email office_phone extension mobile .",
    delimiter="|",
)  # fmt: skip
