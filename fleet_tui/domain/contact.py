"""Phone numbers and e-mail addresses: what is accepted, how it is stored, shown and compared.

The two libraries are imported where they are used: neither is needed to start the program.
"""

from __future__ import annotations

import contextlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from fleet_tui.domain.errors import BadValue

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


_NORTH_AMERICAN = re.compile(r"\+1([2-9]\d\d)([2-9]\d\d)(\d{4})", re.ASCII)
_NORTH_AMERICA = ("US", "CA")
_PLAIN_NUMBER = re.compile(r"(?:\+?1[ .-]?)?(?:\((\d{3})\)|(\d{3}))[ .-]?(\d{3})[ .-]?(\d{4})", re.ASCII)
"""Numbers that can be read in one way only: whether they exist is asked without reading them by the rules of all."""
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@([a-z0-9.-]+)")
"""Addresses of which only the domain can be wrong."""
_LONGEST_PLAIN = 64
"""As long as a local part may be: of shorter addresses no part is too long."""
_WORDS_BEFORE = re.compile(r"(?!tel:)\W*[^\W\d_]", re.IGNORECASE)


class HasExtension(BadValue):
    """A telephone number was typed with an extension, which is a value of its own."""

    def __init__(self, extension: str) -> None:
        super().__init__(f"Write the number alone, without extension {extension}.")
        self.extension = extension


def parse_phone(text: str, country: str) -> str:
    """The number in E.164, read as one of `country` (ISO 3166 code) when it has no country code.

    Raises:
        BadValue: it is not a number that exists.
        HasExtension: it carries an extension, which E.164 would drop.
    """
    import phonenumbers

    plain = _PLAIN_NUMBER.fullmatch(text) if country in _NORTH_AMERICA else None
    if plain:
        digits = "".join(filter(None, plain.groups()))
        number = phonenumbers.PhoneNumber(country_code=1, national_number=int(digits))
        # A number of the own country needs no look for the country that it is of.
        if phonenumbers.is_valid_number_for_region(number, country) or phonenumbers.is_valid_number(number):
            return f"+1{digits}"
    if _WORDS_BEFORE.match(text):  # phonenumbers would drop them silently
        raise _not_a_number(country)
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise _not_a_number(country) from None
    if number.extension:
        raise HasExtension(str(number.extension))
    if not phonenumbers.is_valid_number(number):
        raise BadValue(f"There is no such phone number: check the digits and the area code{_example(country)}.")
    return _e164(number)


def _not_a_number(country: str) -> BadValue:
    return BadValue(f"This is not a phone number: write all its digits{_example(country)}.")


def _example(country: str) -> str:
    """A number of the country, for the end of a sentence."""
    import phonenumbers

    example = phonenumbers.example_number(country)
    return f", for example {show_phone(_e164(example), country)}" if example else ""


def _e164(number: PhoneNumber) -> str:
    import phonenumbers

    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def show_phone(e164: str, country: str) -> str:
    """A stored number as people of `country` read it: national for its own, international for others."""
    return show_phone_at_once(e164, country) or _show_by_library(e164, country)


def show_phone_at_once(e164: str, country: str) -> str | None:
    """The same without the library, which takes long to import; None where it takes the library to know.

    A North American number is written by one rule; it fills the first list of most companies.
    """
    number = _NORTH_AMERICAN.fullmatch(e164) if country in _NORTH_AMERICA else None
    return number.expand(r"(\1) \2-\3") if number else None


@lru_cache(maxsize=4096)
def _show_by_library(e164: str, country: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    own = number.country_code == phonenumbers.country_code_for_region(country)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if own else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, style))


def parse_email(text: str) -> str:
    """The address as it will be written to, syntax checked; the network is never asked.

    Raises:
        BadValue: it is not an address, or one that would be read as something else in a message (RFC 2047).
    """
    from email_validator import EmailNotValidError

    if "=?" in text:
        raise BadValue("This is not an e-mail address (it has =? in it): write it like name@example.com.")
    plain = _PLAIN_ADDRESS.fullmatch(text)
    if plain and len(text) <= _LONGEST_PLAIN and _is_plain_domain(plain[1]):
        return text
    try:
        return _by_library(text)
    except EmailNotValidError as error:
        reason = str(error).rstrip(".")
        raise BadValue(f"This is not an e-mail address ({reason}): write it like name@example.com.") from None


def _by_library(text: str) -> str:
    from email_validator import validate_email

    return str(validate_email(text, strict=True, check_deliverability=False, test_environment=True).normalized)


@lru_cache(maxsize=1024)
def _is_plain_domain(domain: str) -> bool:
    """Whether the library takes addresses of a domain as they are written: asked once, not for each of its people."""
    from email_validator import EmailNotValidError

    try:
        return _by_library(f"a@{domain}") == f"a@{domain}"
    except EmailNotValidError:
        return False


def email_key(address: str) -> str:
    """What two spellings of one address have in common: without case, the domain in its ASCII form.

    NFKC and casefold of both parts; nothing is folded away that makes another mailbox (`mıke@` is not `mike@`).
    """
    import unicodedata

    if address.isascii():
        return address.lower()
    local, _, domain = address.rpartition("@")
    local = unicodedata.normalize("NFKC", local).casefold()
    domain = unicodedata.normalize("NFKC", domain).casefold()
    if not domain.isascii():
        import idna

        # A domain that cannot be in the DNS is compared as it is written.
        with contextlib.suppress(idna.IDNAError):
            domain = idna.encode(domain, uts46=True).decode("ascii")
    return f"{local}@{domain}"
