"""Sentences for biographies and memos."""

from __future__ import annotations

from random import Random

_TRADES = ("plumber", "electrician", "HVAC technician", "installer", "gas fitter", "refrigeration mechanic")
_LIKES = (
    "coaching Little League", "fly fishing", "restoring old radios", "trail running", "baking sourdough",
    "playing the bass", "long hikes with two dogs", "barbecue", "chess", "gardening", "motorcycles", "bird watching",
)  # fmt: skip
_PRAISES = (
    "Customers ask for {given} by name.",
    "Explains every repair before starting it.",
    "Leaves a place cleaner than it was.",
    "Known for finding the leak that nobody else found.",
    "Certified for backflow prevention.",
    "Speaks English and Spanish.",
    "Trains our apprentices.",
)
_MEMOS = (
    "No ladders over 20 ft until further notice.",
    "Prefers early starts.",
    "Has the key to the south warehouse.",
    "Call before dispatching after 16:00.",
    "Picks up from school on Wednesdays: not after 14:30.",
    "Carries the drain camera.",
    "In training: send with a senior technician.",
    "Knows the hospital's boiler room.",
    "Allergic to cats & dogs – ask the customer first.",
    "EPA 608 universal; NATE certified.",
    "Truck has no lift gate.",
    "Ring twice: 24/7 standby <every other week>",
)


def a_biography(random: Random, given: str, years: int) -> str:
    """A few lines for customers."""
    trade = random.choice(_TRADES)
    article = "An" if trade[0] in "aeiH" else "A"
    lines = [
        f"{article} {trade} for {years} years." if years > 1 else f"New to the trade as {article.lower()} {trade}."
    ]
    lines += random.sample([praise.format(given=given) for praise in _PRAISES], random.randint(1, 3))
    text = " ".join(lines)
    return f"{text}\n\nAfter work: {random.choice(_LIKES)}." if random.random() < 0.6 else text


def a_memo(random: Random) -> str:
    """A line or two for the Dispatch Board."""
    return "\n".join(random.sample(_MEMOS, 2 if random.random() < 0.15 else 1))
