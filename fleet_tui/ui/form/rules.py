"""Rules of the fields of a form: which are on it, which cannot be changed, what is said about them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fleet_tui.domain.access import permissions
from fleet_tui.domain.access.permissions import effective_permissions as allowed_to
from fleet_tui.domain.bulk.evaluate import MORE_THAN_YOU, MORE_THAN_YOU_THEN
from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.errors import Problem
from fleet_tui.domain.fields import (
    PAYROLL_TAB,
    PERMISSIONS_TAB,
    Choice,
    Field,
    Kind,
    PersonKind,
    ProfileType,
    Section,
    When,
)
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.people import choices, field_permissions
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.values import Names
from fleet_tui.services.access.privilege import PROTECTED_FIELDS, sentence
from fleet_tui.ui.form import words
from fleet_tui.ui.form.state import Raw
from fleet_tui.ui.widgets.choice_list import Pick

PAYROLL_IS_OFF = (
    "Payroll requires account configuration. Turn it on in Settings › Company; "
    "anyone who may change the company's settings can."
)
FLEET_PRO_IS_OFF = "Fleet Pro requires account configuration: turn it on in Settings › Company."
PAYROLL_NOTE = "Optional: payroll can be set at any time later."
PERMISSIONS_NOTE = "Optional: the role sets the defaults, and permissions can be set at any time later."
NON_MANAGED_PERMISSIONS = "Permissions of non-managed technicians are read-only: make the technician managed first."


class FormRules(Protocol):
    """Asked about each field after every edit; `raw` holds the typed values."""

    def asked(self, field: Field, raw: Raw) -> bool:
        """Whether the field is on the form."""

    def closed(self, field: Field, raw: Raw) -> bool:
        """Whether the field is shown and cannot be changed."""

    def remark(self, field: Field, raw: Raw) -> str:
        """The sentence under the field; empty for none."""

    def tab_note(self, tab: str, raw: Raw) -> str:
        """The sentence above a tab's first section."""

    def picks(self, field: Field, raw: Raw) -> tuple[Pick, ...] | None:
        """The values that can be picked; None for the field's own choices."""


def changeable_fields(sections: Iterable[Section], rules: FormRules, raw: Raw) -> Iterator[Field]:
    """The fields that are on the form and can be changed."""
    fields = (each for section in sections for each in section.fields)
    return (each for each in fields if rules.asked(each, raw) and not rules.closed(each, raw))


def too_long(field: Field, raw: object) -> str:
    """A sentence about a text over its length; empty while it fits."""
    if field.kind in (Kind.TEXT, Kind.LINES) and field.length and len(str(raw or "")) > field.length:
        return f"{len(str(raw)):,} characters; {field.length:,} fit."
    return ""


@dataclass
class PersonFormRules:
    """The rules of a person's form."""

    profile_type: ProfileType
    adding: bool
    fleet_pro: bool
    payroll: bool
    entries: Mapping[ListName, tuple[Entry, ...]]
    names: Names = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()
    """The permissions of the picked role, once they are read."""
    allowed_before: frozenset[str] = frozenset()
    """The permissions of the stored role."""
    role: object = None
    """The role of `allowed`."""
    role_before: object = None
    why_not: Callable[[str], str] = lambda permission: ""
    """Why a permission is missing, in a sentence; empty when it is there."""
    name: str = ""
    """The person's stored name."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """The person's stored answers about permissions."""
    notes: dict[str, tuple[object, Problem]] = field(default_factory=dict)
    """By field, what was found about a value that was typed: it stands as long as the value does."""
    _offered: dict[ListName, tuple[Pick, ...]] = field(default_factory=dict)

    def asked(self, field: Field, raw: Raw) -> bool:
        """Account details only when adding, the extension if there is one, payroll if the company has it."""
        if field.when is When.NEVER or (field.when is When.CREATE and not self.adding):
            return False
        if field.name in ("username", "password", "confirm"):
            return raw.get("account_setup") == choices.ACCOUNT_CREATE
        if field.name == "extension":
            return raw.get("has_extension") is True
        if field in self.profile_type.on_tab(PAYROLL_TAB) and not self.payroll:
            return False
        see = field_permissions.permission_of_field(field).see
        return see == permissions.SEE_PEOPLE or not self.why_not(see)

    def closed(self, field: Field, raw: Raw) -> bool:
        """Without the permission; Fleet Pro without its configuration; permissions of a non-managed technician."""
        if self.why_not(field_permissions.permission_of_field(field).change) or (
            field.name in PROTECTED_FIELDS and self._above()
        ):
            return True
        if field.name == "fleet_pro":
            return not self.fleet_pro
        return field_permissions.permission_of(field) is not None and self._non_managed(raw)

    def _non_managed(self, raw: Raw) -> bool:
        return self.profile_type.kind is PersonKind.TECHNICIAN and raw.get("type") == choices.NON_MANAGED

    def remark(self, field: Field, raw: Raw) -> str:
        """What the values typed so far mean for this field."""
        note = self._note(field.name, raw)
        if note is not None:
            return words.sentence_of(note)
        if field.name == "fleet_pro" and not self.fleet_pro:
            return FLEET_PRO_IS_OFF
        if field.name == "role" and self.role == raw.get("role"):
            return self._role_remark(raw)
        if field.name == "mobile_access" and self._non_managed(raw) and raw.get("mobile_access"):
            return "Limited: non-managed technicians do not have full mobile access."
        if field.name == "account_setup":
            return self._setup_remark(raw)
        photo = raw.get(field.name)
        if isinstance(photo, Photo):
            removes = "" if self.closed(field, raw) else " Backspace in the empty path removes it;"
            return f"{photo}.{removes} F4 shows it."
        return too_long(field, photo)

    def _note(self, name: str, raw: Raw) -> Problem | None:
        value, note = self.notes.get(name, (None, None))
        return note if value == raw.get(name) else None

    def noted(self, raw: Raw) -> list[Problem]:
        """The notes about the values that are typed now."""
        return [note for name in self.notes if (note := self._note(name, raw)) is not None]

    def _above(self) -> str:
        """Why the person is too privileged to be changed (services/access/privilege.py); empty when that is allowed."""
        return self._beyond(self.allowed_before, self.answers, MORE_THAN_YOU)

    def _beyond(self, allowed: Collection[str], answers: Mapping[str, str], decision: Decision) -> str:
        if not self.why_not(permissions.MANAGE_ROLES) or not any(map(self.why_not, allowed_to(allowed, answers))):
            return ""
        return sentence(self.name or "Whoever is added", decision)

    def _role_remark(self, raw: Raw) -> str:
        if self.role == self.role_before:
            return ""
        answers = words.own_answers(raw)
        beyond = self._beyond(self.allowed, answers, MORE_THAN_YOU_THEN)
        if self.role_before is None:
            return beyond or words.what_is_allowed(self.allowed)
        return beyond or words.what_changes(self.allowed_before, self.allowed, answers)

    def _setup_remark(self, raw: Raw) -> str:
        setup = raw.get("account_setup")
        needed = field_permissions.permission_of_setup(setup)
        if needed and (refused := self.why_not(needed)):
            return refused
        if setup != choices.ACCOUNT_INVITE:
            return ""
        if str(raw.get("email") or "").strip():
            return "The invitation goes to the e-mail address above once the profile is saved."
        return "Without an e-mail address it is a text message, sent once the profile is saved."

    def tab_note(self, tab: str, raw: Raw) -> str:
        """Why a tab is empty or closed, or what its fields do."""
        if tab == PAYROLL_TAB:
            if not self.payroll:
                return PAYROLL_IS_OFF
            if self.why_not(permissions.SEE_PAYROLL):
                return words.not_shown(permissions.SEE_PAYROLL)
            return self._read_only(permissions.MANAGE_PAYROLL) or PAYROLL_NOTE
        if tab == PERMISSIONS_TAB:
            if self._non_managed(raw):
                return NON_MANAGED_PERMISSIONS
            return self._read_only(permissions.MANAGE_ROLES) or PERMISSIONS_NOTE
        return self._read_only(permissions.MANAGE_PEOPLE) or self._above()

    def _read_only(self, permission: str) -> str:
        return words.read_only(permission) if self.why_not(permission) else ""

    def picks(self, field: Field, raw: Raw) -> tuple[Pick, ...] | None:
        """The list's entries with the person's retired ones; for a permission, the role's default."""
        permission = field_permissions.permission_of(field)
        if permission is not None:
            return words.picks(field, permission, self.allowed, self._role_name(raw))
        if field.name == "account_setup":
            return tuple(Pick(choice.value, self._setup_label(choice)) for choice in field.choices)
        if field.source is None:
            return None
        offered = self._offer(field.source)
        held = raw.get(field.name)
        ids = {id for id in (held if isinstance(held, tuple) else (held,)) if isinstance(id, int)}
        retired = ids - {pick.value for pick in offered} if ids else set()
        return (*offered, *(Pick(id, f"{self.names.get(id, f'#{id}')} (retired)") for id in sorted(retired)))

    def _setup_label(self, choice: Choice) -> str:
        needed = field_permissions.permission_of_setup(choice.value)
        return f"{choice.label} (not allowed)" if needed and self.why_not(needed) else choice.label

    def _offer(self, source: ListName) -> tuple[Pick, ...]:
        if source not in self._offered:
            entries = self.entries.get(source, ())
            self._offered[source] = tuple(Pick(entry.id, entry.name) for entry in entries)
        return self._offered[source]

    def _role_name(self, raw: Raw) -> str | None:
        role, source = raw.get("role"), self.profile_type.fields["role"].source
        if not isinstance(role, int) or source is None:
            return None
        name = next((pick.label for pick in self._offer(source) if pick.value == role), None)
        return name or self.names.get(role, f"#{role}")


@dataclass(frozen=True)
class PlainFormRules:
    """Rules of fields that do not depend on each other; `shut` says why none can be changed, or is empty."""

    shut: Callable[[], str] = str

    def asked(self, field: Field, raw: Raw) -> bool:
        """Every field that is ever asked."""
        return field.when is not When.NEVER

    def closed(self, field: Field, raw: Raw) -> bool:
        return bool(self.shut())

    def remark(self, field: Field, raw: Raw) -> str:
        return too_long(field, raw.get(field.name))

    def tab_note(self, tab: str, raw: Raw) -> str:
        return self.shut()

    def picks(self, field: Field, raw: Raw) -> tuple[Pick, ...] | None:
        """None: the field's own choices."""
        return None
