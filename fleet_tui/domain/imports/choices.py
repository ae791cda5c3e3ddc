"""The fixed answers of a field in the words of people's files, countries by any of their names."""

from __future__ import annotations

from functools import lru_cache

from fleet_tui.domain.fields import Field
from fleet_tui.domain.text import search_key

_COUNTRIES = {
    "US": "usa|u.s.|u.s.a.|united states of america|america|vereinigte staaten|etats-unis|estados unidos|eeuu|ee.uu.",
    "GB": "uk|u.k.|great britain|england|scotland|wales|northern ireland|grossbritannien|vereinigtes konigreich"
    "|royaume-uni|reino unido|gbr",
    "DE": "deutschland|allemagne|alemania|ger|deu|d|federal republic of germany",
    "AT": "osterreich|autriche|aut|a",
    "CH": "schweiz|suisse|suiza|svizzera|che",
    "FR": "frankreich|francia|fra",
    "ES": "spanien|espagne|espana|esp",
    "IT": "italien|italie|italia|ita",
    "NL": "niederlande|pays-bas|paises bajos|holland|the netherlands|nederland|nld",
    "BE": "belgien|belgique|belgica|belgie|bel",
    "LU": "luxemburg|luxemburgo|lux",
    "DK": "danemark|dinamarca|danmark|dnk",
    "SE": "schweden|suede|suecia|sverige|swe",
    "NO": "norwegen|norvege|noruega|norge|nor",
    "PL": "polen|pologne|polonia|polska|pol",
    "CZ": "tschechien|czech republic|tchequie|republica checa|cze",
    "PT": "portugal|prt",
    "IE": "irland|irlande|irlanda|republic of ireland|irl",
    "CA": "kanada|can",
    "MX": "mexiko|mexique|mejico|mex",
    "AU": "australien|australie|aus",
    "NZ": "neuseeland|nouvelle-zelande|nueva zelanda|nzl",
    "BR": "brasilien|bresil|brasil|bra",
    "IN": "indien|inde|ind",
    "TR": "turkey|turkei|turquie|turquia|tur",
}
"""Other names of countries, as people write them in English, German, French and Spanish, and codes of three letters."""


@lru_cache
def _known(field: Field) -> dict[str, str]:
    found: dict[str, str] = {}
    for choice in field.choices:
        for text in (choice.value, choice.label, choice.short):
            found.setdefault(search_key(text), choice.value)
    if field.name == "country":
        others = {search_key(name): code for code, names in _COUNTRIES.items() for name in names.split("|")}
        found = others | found
    found.pop("", None)
    return found


def read_choice(field: Field, text: str) -> str | None:
    """The value of the answer that a cell gives; None for one that the field does not offer."""
    return _known(field).get(search_key(text))


def offered(field: Field) -> str:
    """The answers that a field offers, for the end of a sentence."""
    if field.name == "country":
        return "a country’s name or its two letters, like US"
    labels = [choice.label for choice in field.choices]
    return f"{', '.join(labels[:-1])} or {labels[-1]}"
