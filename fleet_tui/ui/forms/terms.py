"""What applies to the fields of a form as it is filled in: which are asked, which are closed, what is worth saying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fleet_tui.domain import choices, permissions
from fleet_tui.domain.fields import PAYROLL_TAB, PERMISSIONS_TAB, Field, Kind, PersonKind, ProfileType, When
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.values import Names
from fleet_tui.ui.forms.pick import Pick
from fleet_tui.ui.forms.sheet import Raw

PAYROLL_IS_OFF = (
    "Payroll requires account configuration. Turn it on in Settings › Company; "
    "anyone who may change the company's settings can."
)
FLEET_PRO_IS_OFF = "Fleet Pro requires account configuration: turn it on in Settings › Company."
PAYROLL_NOTE = "Optional: payroll can be set at any time later."
PERMISSIONS_NOTE = (
    "Optional: the role sets the defaults, and permissions can be set at any time later. "
    "They take effect once people sign in here."
)
NON_MANAGED_PERMISSIONS = "Permissions of non-managed technicians are read-only: make the technician managed first."


class Terms(Protocol):
    """What a form asks about its fields whenever something in it has changed; `raw` is what is typed."""

    def asked(self, field: Field, raw: Raw) -> bool:
        """Whether the field is on the form."""

    def closed(self, field: Field, raw: Raw) -> bool:
        """Whether it is shown and cannot be changed."""

    def remark(self, field: Field, raw: Raw) -> str:
        """A sentence to stand under it; empty for none."""

    def tab_note(self, tab: str, raw: Raw) -> str:
        """The sentence above a tab's first section."""

    def picks(self, field: Field, raw: Raw) -> tuple[Pick, ...] | None:
        """What can be picked; None for the field's own choices."""


def too_long(field: Field, raw: object) -> str:
    """How far a text is over its length, while it is typed; empty while it fits."""
    if field.kind in (Kind.TEXT, Kind.LINES) and field.length and len(str(raw or "")) > field.length:
        return f"{len(str(raw)):,} characters; {field.length:,} fit."
    return ""


@dataclass
class PersonTerms:
    """The terms of a person's form."""

    profile_type: ProfileType
    adding: bool
    fleet_pro: bool
    payroll: bool
    entries: Mapping[ListName, tuple[Entry, ...]]
    names: Names = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()
    _offered: dict[ListName, tuple[Pick, ...]] = field(default_factory=dict)

    def asked(self, field: Field, raw: Raw) -> bool:
        """Account details are asked when adding, an extension when there is one, payroll when the company has it."""
        if field.when is When.NEVER or (field.when is When.ADDING and not self.adding):
            return False
        if field.name in ("username", "password", "confirm"):
            return raw.get("account_setup") == choices.ACCOUNT_CREATE
        if field.name == "extension":
            return raw.get("has_extension") is True
        return self.payroll or field not in self.profile_type.on_tab(PAYROLL_TAB)

    def closed(self, field: Field, raw: Raw) -> bool:
        """Fleet Pro without its configuration, and a non-managed technician's permissions, cannot be changed."""
        if field.name == "fleet_pro":
            return not self.fleet_pro
        return permissions.permission_of(field) is not None and self._non_managed(raw)

    def _non_managed(self, raw: Raw) -> bool:
        return self.profile_type.kind is PersonKind.TECHNICIAN and raw.get("type") == choices.NON_MANAGED

    def remark(self, field: Field, raw: Raw) -> str:
        """What the answers given so far mean for this field."""
        if field.name == "fleet_pro" and not self.fleet_pro:
            return FLEET_PRO_IS_OFF
        if field.name == "mobile_access" and self._non_managed(raw) and raw.get("mobile_access"):
            return "Limited: non-managed technicians do not have full mobile access."
        if field.name == "account_setup" and raw.get(field.name) == choices.ACCOUNT_INVITE:
            if str(raw.get("email") or "").strip():
                return "The invitation for the e-mail address above waits in the outbox; nothing is sent yet."
            return "Without an e-mail address it is a text message, which waits in the outbox; nothing is sent yet."
        photo = raw.get(field.name)
        if isinstance(photo, Photo):
            return f"{photo}. Backspace in the empty path removes it; F4 shows it."
        return too_long(field, photo)

    def tab_note(self, tab: str, raw: Raw) -> str:
        """Why a tab is empty or closed, or what its fields do."""
        if tab == PAYROLL_TAB:
            return PAYROLL_NOTE if self.payroll else PAYROLL_IS_OFF
        if tab == PERMISSIONS_TAB:
            return NON_MANAGED_PERMISSIONS if self._non_managed(raw) else PERMISSIONS_NOTE
        return ""

    def picks(self, field: Field, raw: Raw) -> tuple[Pick, ...] | None:
        """The list's entries with the retired ones that the person still has; a role's default with its origin."""
        permission = permissions.permission_of(field)
        if permission is not None:
            overrides = (Pick(choice.value, choice.label) for choice in field.choices[1:])
            return (Pick(permissions.ROLE_DEFAULT, self._default(permission, raw)), *overrides)
        if field.source is None:
            return None
        offered = self._offer(field.source)
        held = raw.get(field.name)
        ids = {id for id in (held if isinstance(held, tuple) else (held,)) if isinstance(id, int)}
        retired = ids - {pick.value for pick in offered} if ids else set()
        return (*offered, *(Pick(id, f"{self.names.get(id, f'#{id}')} (retired)") for id in sorted(retired)))

    def _offer(self, source: ListName) -> tuple[Pick, ...]:
        if source not in self._offered:
            entries = self.entries.get(source, ())
            self._offered[source] = tuple(Pick(entry.id, entry.name) for entry in entries)
        return self._offered[source]

    def _default(self, permission: str, raw: Raw) -> str:
        role, source = raw.get("role"), self.profile_type.fields["role"].source
        if not isinstance(role, int) or source is None:
            return "Role default: denied (no role yet)"
        name = next((pick.label for pick in self._offer(source) if pick.value == role), None)
        effect = "allowed" if permission in self.allowed else "denied"
        return f"Role default: {effect} ({name or self.names.get(role, f'#{role}')})"


class PlainTerms:
    """Nothing depends on anything: every field is asked and open."""

    def asked(self, field: Field, raw: Raw) -> bool:
        """Always."""
        return field.when is not When.NEVER

    def closed(self, field: Field, raw: Raw) -> bool:
        """Never."""
        return False

    def remark(self, field: Field, raw: Raw) -> str:
        """Only of a text that is too long."""
        return too_long(field, raw.get(field.name))

    def tab_note(self, tab: str, raw: Raw) -> str:
        """None."""
        return ""

    def picks(self, field: Field, raw: Raw) -> tuple[Pick, ...] | None:
        """The field's choices."""
        return None
