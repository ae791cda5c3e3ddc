"""Where people live: cities with the state, the start of the ZIP codes and the telephone area codes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class City:
    """A city; `codes` are its area codes."""

    name: str
    state: str
    zip: str
    codes: tuple[str, ...]


_TABLE = """
Phoenix AZ 850 602 480 623|Tucson AZ 857 520|Mesa AZ 852 480|Los Angeles CA 900 213 310 323|San Diego CA 921 619 858
Sacramento CA 958 916|Fresno CA 937 559|San José CA 951 408|Denver CO 802 303 720|Colorado Springs CO 809 719
Hartford CT 061 860|Jacksonville FL 322 904|Miami FL 331 305 786|Orlando FL 328 407|Tampa FL 336 813
Atlanta GA 303 404 678 770|Boise ID 837 208|Chicago IL 606 312 773|Indianapolis IN 462 317|Wichita KS 672 316
Louisville KY 402 502|New Orleans LA 701 504|Boston MA 021 617 857|Baltimore MD 212 410 443|Portland ME 041 207
Detroit MI 482 313|Grand Rapids MI 495 616|Minneapolis MN 554 612|Kansas City MO 641 816|St. Louis MO 631 314
Charlotte NC 282 704|Raleigh NC 276 919|Omaha NE 681 402|Newark NJ 071 973|Jersey City NJ 073 201 551
Albuquerque NM 871 505|Las Vegas NV 891 702 725|Reno NV 895 775|Buffalo NY 142 716|New York NY 100 212 646 917
Columbus OH 432 614|Cleveland OH 441 216|Oklahoma City OK 731 405|Portland OR 972 503 971|Philadelphia PA 191 215 267
Pittsburgh PA 152 412|Nashville TN 372 615|Memphis TN 381 901|Austin TX 787 512|Dallas TX 752 214 469 972
Fort Worth TX 761 817|Houston TX 770 713 281 832|San Antonio TX 782 210|El Paso TX 799 915|Salt Lake City UT 841 801
Richmond VA 232 804|Virginia Beach VA 234 757|Seattle WA 981 206|Spokane WA 992 509|Milwaukee WI 532 414
"""


def _city(line: str) -> City:
    words = line.split()
    at = next(i for i, word in enumerate(words) if len(word) == 2 and word.isupper())
    return City(" ".join(words[:at]), words[at], words[at + 1], tuple(words[at + 2 :]))


CITIES = tuple(_city(line) for line in _TABLE.strip().replace("\n", "|").split("|"))

_MORE_TABLE = """
209 218 219 224 228 229 231 234 240 248 251 252 253 254 256 260 262 269 270 276 301 304 309 315 318 319 320 325 330 331
334 336 337 339 347 351 352 360 361 386 401 406 409 413 417 419 423 424 425 430 432 434 435 440 478 484 501 507 508 515
"""
MORE_CODES = tuple(_MORE_TABLE.split())
"""Area codes from which numbers are when those of the cities are given out."""

_STREET_TABLE = """
Acacia|Alder|Aspen|Birch|Bluebonnet|Cactus Wren|Camelback|Cedar|Cherry|Chestnut|Church|Clinton|College|Cottonwood
Creekside|Cypress|Dogwood|Elm|Fairview|Forest|Franklin|Garfield|Harbor|Hawthorne|Hickory|Highland|Hillcrest|Jefferson
Juniper|Lakeview|Laurel|Liberty|Lincoln|Locust|Madison|Magnolia|Main|Maple|Market|Martin Luther King Jr.|Meadow
Mesquite|Mill|Monroe|Mulberry|Oak|Ocotillo|Orchard|Palm|Park|Pecan|Pine|Pinnacle|Pleasant|Poplar|Prospect|Quail Run
Railroad|Ridge|River|Saguaro|Spring|Spruce|Summit|Sunset|Sycamore|Union|Valley|Vine|Walnut|Washington|Willow
Winding Creek
"""
_STREETS = tuple(_STREET_TABLE.strip().replace("\n", "|").split("|"))
_KINDS = ("St", "St", "St", "Ave", "Ave", "Rd", "Dr", "Dr", "Ln", "Ct", "Blvd", "Way", "Pl")
_SIDES = ("", "", "", "", "N ", "S ", "E ", "W ")


def an_address(random: Random, city: City) -> dict[str, object]:
    """A home address in the city, by field name."""
    number = random.choice((random.randint(1, 999), random.randint(1000, 19999)))
    unit = f"{random.choice(('Apt', 'Unit', '#'))} {random.randint(1, 420)}" if random.random() < 0.22 else None
    plus_four = f"-{random.randint(1, 9999):04}" if random.random() < 0.08 else ""
    return {
        "street": f"{number} {random.choice(_SIDES)}{random.choice(_STREETS)} {random.choice(_KINDS)}",
        "unit": unit,
        "city": city.name,
        "state": city.state,
        "zip": f"{city.zip}{random.randint(1, 99):02}{plus_four}",
        "country": "US",
    }
