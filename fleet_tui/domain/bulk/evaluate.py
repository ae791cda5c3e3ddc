"""What an action does to a person, from a few facts about them (product.md, "Marking and bulk actions", the table)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fleet_tui.domain.access.permissions import MANAGE_ROLES, requirement
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState, Status
from fleet_tui.domain.bulk.actions import Action, Send, SetActive, SetField, SetFields, settings_of
from fleet_tui.domain.bulk.differences import BY_SMS, Differences, of_active, of_status
from fleet_tui.domain.bulk.field_effects import Effect, billed, evaluate_fields
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.company import PASSWORD, Company
from fleet_tui.domain.fields import PersonKind, ProfileType
from fleet_tui.domain.values import Names, Values

ACCOUNT, SIGNED_IN, HAS_EMAIL, HAS_MOBILE, YOURSELF = "account", "signed_in", "has_email", "has_mobile", "yourself"
CAN_ACCEPT = "can_accept"
"""Facts that are no fields: the account's state, a past sign-in, an address, being the actor, a usable invitation."""

LAST_MANAGER = Decision(Verdict.BLOCKED, "the last active person who may manage people")
"""Without them, no inactive person could be activated again."""
LAST_MANAGER_WITH_SIGN_IN = Decision(Verdict.BLOCKED, "the last active person who may manage people and can sign in")
"""Others have the permission but no usable account."""
ONESELF = Decision(Verdict.BLOCKED, "yourself")
LAST_ROLES_ADMIN = Decision(Verdict.BLOCKED, "the last active person who may change roles and permissions")
"""Without them, no permission could be granted again."""
LAST_ROLES_ADMIN_WITH_SIGN_IN = Decision(
    Verdict.BLOCKED, "the last active person who may change roles and permissions and can sign in"
)
LAST_ADMIN_REASONS = frozenset(
    {LAST_MANAGER, LAST_MANAGER_WITH_SIGN_IN, LAST_ROLES_ADMIN, LAST_ROLES_ADMIN_WITH_SIGN_IN}
)
"""Reasons that depend on other people: a run checks them again."""
MORE_THAN_YOU = Decision(Verdict.BLOCKED, f"may do more than you: {requirement(MANAGE_ROLES)}")
MORE_THAN_YOU_THEN = Decision(Verdict.BLOCKED, f"could do more than you then: {requirement(MANAGE_ROLES)}")
"""Only MANAGE_ROLES may change a more privileged person: redirected messages would give away the account."""
NO_PASSWORDS = Decision(Verdict.BLOCKED, "people sign in as users of the operating system")
"""The reason against resets, which open nothing then."""
NO_TYPE = Decision(Verdict.BLOCKED, "no technician type")
ACCESS_OFF = Decision(Verdict.BLOCKED, "mobile access is off")
INACTIVE = Decision(Verdict.BLOCKED, "inactive")
UNREACHABLE = Decision(Verdict.BLOCKED, "no e-mail address and no mobile phone")
NO_EMAIL = Decision(Verdict.BLOCKED, "no e-mail address")
GONE = Decision(Verdict.BLOCKED, "not in the database any more")
NOT_PLANNED = Decision(Verdict.BLOCKED, "was not to change when this plan was made")

_INVITED = AccountState.INVITED.value
_INVITED_BEFORE = {True: (Status.PENDING, "the older invitation ends"), False: (Status.INVITATION_ENDED, "")}
"""The status of an invited person, and what becomes of the invitation, by whether it is still usable."""
_WORDS = {Purpose.INVITE: "invited", Purpose.RESET: "sent a reset"}


@dataclass(frozen=True, slots=True)
class Evaluator:
    """How one action is decided for each person.

    `facts` are the facts that it needs; `evaluate` gives the effect for them, so equal facts have equal effects.
    `word` is the history's word for it; a change of `conflicting_fields` since the plan is a conflict.
    """

    facts: tuple[str, ...]
    evaluate: Callable[[Values], Effect]
    word: str
    conflicting_fields: frozenset[str] = field(default=frozenset())


def evaluator_for(action: Action, profile_type: ProfileType, names: Names, company: Company) -> Evaluator:
    """The evaluator of an action. `names` are those of the entries that the field's values refer to.

    Raises:
        KeyError: the history decides this action, as it does for undo.
    """
    return _EVALUATORS[type(action)](action, profile_type, names, company)


def _set_active(action: Action, profile_type: ProfileType, names: Names, company: Company) -> Evaluator:
    assert isinstance(action, SetActive)  # noqa: S101  # the table says so
    technician = profile_type.kind is PersonKind.TECHNICIAN
    facts = ("active", YOURSELF, *(("type",) if technician else ()))
    touches = frozenset({"active"})
    if action.active:
        return Evaluator(facts, lambda known: _activate(known, technician), "activated", touches)
    return Evaluator(facts, _deactivate, "deactivated", touches)


def _activate(known: Values, technician: bool) -> Effect:
    if known["active"]:
        return Effect(Decision(Verdict.UNCHANGED, "already active"))
    if technician and known["type"] is None:
        return Effect(NO_TYPE)
    difference = billed({**known, "active": True})
    decision = Decision(Verdict.CHANGES, "", difference, of_active(active=True, billed=difference))
    return Effect(decision, {"active": False}, {"active": True})


def _deactivate(known: Values) -> Effect:
    if not known["active"]:
        return Effect(Decision(Verdict.UNCHANGED, "already inactive"))
    if known[YOURSELF]:
        return Effect(ONESELF)
    difference = -billed(known)
    decision = Decision(Verdict.CHANGES, "", difference, of_active(active=False, billed=difference))
    return Effect(decision, {"active": True}, {"active": False})


def _send(action: Action, profile_type: ProfileType, names: Names, company: Company) -> Evaluator:
    assert isinstance(action, Send)  # noqa: S101  # the table says so
    technician = profile_type.kind is PersonKind.TECHNICIAN
    facts = (
        "active",
        ACCOUNT,
        SIGNED_IN,
        CAN_ACCEPT,
        HAS_EMAIL,
        *((HAS_MOBILE, "mobile_access") if technician else ()),
    )
    by_password = company.sign_in == PASSWORD

    def evaluator(known: Values) -> Effect:
        return (
            _invite(known, technician) if action.purpose is Purpose.INVITE else _reset(known, technician, by_password)
        )

    return Evaluator(facts, evaluator, _WORDS[action.purpose], frozenset({ACCOUNT}))


def _invite(known: Values, technician: bool) -> Effect:
    if _has_account(known):
        return Effect(Decision(Verdict.UNCHANGED, "has an account"))
    if not known["active"]:
        return Effect(INACTIVE)
    if unreachable := _unreachable(known, technician):
        return Effect(unreachable)
    if technician and not known["mobile_access"]:
        return Effect(ACCESS_OFF)
    before, again = _INVITED_BEFORE[bool(known[CAN_ACCEPT])] if known[ACCOUNT] else (Status.NEVER_LOGGED_IN, "")
    change = of_status(before.value, Status.PENDING.value) + ("" if known[HAS_EMAIL] else f", {BY_SMS}")
    return Effect(Decision(Verdict.CHANGES, again, change=change), {ACCOUNT: known[ACCOUNT]}, {ACCOUNT: _INVITED})


def _reset(known: Values, technician: bool, by_password: bool) -> Effect:
    if not known["active"]:
        return Effect(INACTIVE)
    if not _has_account(known):
        return Effect(Decision(Verdict.UNCHANGED, "no account: send an account invite instead"))
    if not by_password:
        return Effect(NO_PASSWORDS)
    way = "by e-mail" if known[HAS_EMAIL] else BY_SMS
    return Effect(_unreachable(known, technician) or Decision(Verdict.CHANGES, change=f"password reset {way}"))


def _has_account(known: Values) -> bool:
    return bool(known[SIGNED_IN]) or known[ACCOUNT] not in (None, _INVITED)


def _unreachable(known: Values, technician: bool) -> Decision | None:
    """A message goes to the e-mail address, to the mobile when a technician has none (product.md, "Marking")."""
    if known[HAS_EMAIL] or (technician and known[HAS_MOBILE]):
        return None
    return UNREACHABLE if technician else NO_EMAIL


def _set_fields(action: Action, profile_type: ProfileType, names: Names, company: Company) -> Evaluator:
    settings = settings_of(action)
    facts, of = evaluate_fields(settings, Differences(profile_type, names, company.country))
    return Evaluator(facts, of, "changed", frozenset(setting.field for setting in settings))


_EVALUATORS: dict[type, Callable[[Action, ProfileType, Names, Company], Evaluator]] = {
    SetActive: _set_active,
    Send: _send,
    SetField: _set_fields,
    SetFields: _set_fields,
}
