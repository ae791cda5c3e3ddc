"""Yes and no, active and inactive, in the words of people's files."""

from __future__ import annotations

from functools import lru_cache

from fleet_tui.domain.text import search_key

_YES = "yes y yep true t 1 on x ✓ ✔ ☑ checked ja j wahr oui o vrai si s verdadero sim"
_NO = "no n false f 0 off none never unchecked ☐ ✗ nein falsch non faux falso nao"
_ACTIVE = """
active|enabled|current|currently employed|employed|working|on leave|leave|loa|leave of absence|medical leave
parental leave|maternity leave|paid leave|unpaid leave|vacation|hired|available|unblocked|allowed|invited
pending|provisioned|staged|unlocked|in service|on duty|off duty|full time|part time|rehired|probation
active employee|open
aktiv|angestellt|beschaftigt|elternzeit|beurlaubt|freigegeben|krank|urlaub
actif|active|en poste|en activite|en conge|present|embauche
activo|activa|alta|vigente|en activo|de vacaciones|licencia|habilitado|contratado
"""
_INACTIVE = """
inactive|suspended|terminated|disabled|archived|deleted|deactivated|deprovisioned|blocked|locked|former|former employee
left|left company|resigned|retired|separated|dismissed|quit|ended|discharged|laid off|closed|not active
no longer employed|withdrawn|expired|revoked|removed|locked out|termed|term|deceased|not employed|unemployed|denied
inaktiv|ausgeschieden|ausgetreten|gesperrt|deaktiviert|gekundigt|geloscht|im ruhestand|rentner
inactif|inactive|sorti|parti|suspendu|desactive|bloque|demissionne|licencie|retraite|archive|supprime
inactivo|inactiva|baja|de baja|suspendido|desactivado|bloqueado|cesado|despedido|jubilado|renuncio|eliminado
inhabilitado
"""


def _answers(yes: str, no: str) -> dict[str, bool]:
    return {word: answer for text, answer in ((yes, True), (no, False)) for word in text.split()}


def _states() -> dict[str, bool]:
    parts = ((_ACTIVE, True), (_INACTIVE, False))
    return {word: active for text, active in parts for word in text.strip().replace("\n", "|").split("|")}


_ANSWERS = _answers(_YES, _NO)
_ALSO = {"active": True, "enabled": True, "inactive": False, "disabled": False, "aktiv": True, "actif": True}
_STATES = _states()
_NOTHING = frozenset(
    {
        "n/a",
        "na",
        "n.a.",
        "null",
        "nil",
        "none",
        "-",
        "?",
        "tbd",
        "unknown",
        "k.a.",
        "nan",
        "(blank)",
        "unbekannt",
    }
)
_NOTHING_IN_WORDS = _NOTHING - {"na", "nan", "nil"}
_LONGEST_NOTHING = max(map(len, _NOTHING))
_CODES = {"a": True, "i": False, "t": None}
"""Payrolls write one letter; T is terminated there, and true elsewhere."""


@lru_cache(maxsize=1024)
def read_answer(text: str) -> bool | None:
    """What a cell says to a yes-or-no question; None for a word that is not known."""
    key = search_key(text).removesuffix(".0")
    found = _ANSWERS.get(key)
    return _ALSO.get(key) if found is None else found


@lru_cache(maxsize=1024)
def read_active(text: str) -> bool | None:
    """Whether a cell says that a person is active; None for a word that is not known."""
    key = _key_of_state(text)
    if key in _CODES:
        return _CODES[key]
    found = _STATES.get(key)
    return read_answer(text) if found is None else found


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value, in words for it."""
    return len(text) <= _LONGEST_NOTHING and search_key(text) in _NOTHING


def is_nothing_in_words(text: str) -> bool:
    """The same where a text is read, in which a short word may be a name, or a code."""
    return len(text) <= _LONGEST_NOTHING and search_key(text) in _NOTHING_IN_WORDS


def _key_of_state(text: str) -> str:
    return search_key(text).replace("-", " ").replace("_", " ")


@lru_cache(maxsize=1024)
def read_blocked(text: str) -> bool | None:
    """Whether a cell says that a person is blocked; None for a word that is not known."""
    found = _ANSWERS.get(search_key(text).removesuffix(".0"))
    if found is not None:
        return found
    active = read_active(text)
    return None if active is None else not active


def is_answer(text: str) -> bool:
    """Whether a cell is yes or no in any of the known words."""
    return read_answer(text) is not None or read_blocked(text) is not None


def is_active_word(text: str) -> bool:
    """Whether a cell says that a person is active or inactive, yes and no too."""
    return read_active(text) is not None


def is_state(text: str) -> bool:
    """The same for words that say nothing else; yes and no answer any question."""
    return _key_of_state(text) in _STATES
