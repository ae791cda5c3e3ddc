"""Both kinds of profile by kind."""

from fleet_tui.domain.fields import PersonKind, ProfileType
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.technician import TECHNICIAN

PROFILE_TYPES: dict[PersonKind, ProfileType] = {PersonKind.TECHNICIAN: TECHNICIAN, PersonKind.EMPLOYEE: EMPLOYEE}
