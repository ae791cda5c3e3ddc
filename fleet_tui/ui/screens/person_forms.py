"""The forms of people, by kind."""

from __future__ import annotations

from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.ui.screens.person_form import PersonForm


def form_for(services: Services, kind: PersonKind, person: int | None) -> PersonForm:
    """The form for a new person, or for the one with that id."""
    return PersonForm(services, kind, person)
