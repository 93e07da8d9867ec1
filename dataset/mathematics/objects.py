"""Whether the sizes of a related-rates story suit the things in it: a glass, a child, a ladder at a house, a ferry."""

from __future__ import annotations

import re
from collections.abc import Mapping

from derivanim.dataset.mathematics.fitting import number

_METRES = {"m": 1.0, "cm": 0.01, "km": 1000.0, "ft": 0.3048, "in": 0.0254, "mi": 1609.0}
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0}
_Range = tuple[float, float]

# For each situation, words and the least and greatest size of a field in metres, or in metres a second for speeds. The
# first words that are found count; the empty words hold for every text.
_SIZES: dict[str, tuple[tuple[str, dict[str, _Range]], ...]] = {
    "ladder": (
        (r"toy|ruler|matchstick|pencil|doll", {"length": (0.05, 1.0)}),
        (r"surfboard|\bskis?\b|broom|stick", {"length": (0.2, 3.2)}),
        (r"fire|crane|truck", {"length": (4.0, 60.0)}),
        ("", {"length": (0.5, 16.0)}),
    ),
    "cone": (
        (r"martini|cocktail|wine|glass|bartender", {"height": (0.04, 0.20), "radius": (0.02, 0.10)}),
        (r"\bcup\b|ice cream|lemonade|juice|party hat", {"height": (0.05, 0.25), "radius": (0.02, 0.12)}),
        (r"funnel|coffee|filter|kitchen", {"height": (0.05, 0.50), "radius": (0.02, 0.40)}),
        ("", {"height": (0.05, 40.0), "radius": (0.02, 40.0)}),
    ),
    "sphere": (
        (r"soap|bubble gum|chewing|basketball|bulb|tumour|melon", {"radius": (0.005, 0.25)}),
        (r"party|child|grandma|birthday|blow\b|kid", {"radius": (0.02, 0.40)}),
        (r"weather|air ?ship", {"radius": (0.6, 12.0)}),
        (r"airbag", {"radius": (0.05, 0.60)}),
        (r"balloon|ballon|globo|bubble|ball\b", {"radius": (0.01, 12.0)}),
        ("", {}),
    ),
    "cars": (
        (r"toy|ants?\b|beetle|bug|snail|turtle", {"rate": (0.0, 5.0), "other_rate": (0.0, 5.0)}),
        (r"runner|jogger|cyclist|bike|bicycle|skat", {"rate": (0.5, 12.0), "other_rate": (0.5, 14.0)}),
        (r"\bwalk(?!ie)|romeo|hiker|pedestrian|child|dog", {"rate": (0.3, 6.0), "other_rate": (0.3, 6.0)}),
        (r"\bplanes?\b|aircraft|\bjets?\b", {"rate": (50.0, 300.0), "other_rate": (50.0, 300.0)}),
        (r"ship|ferr|boat|yacht|vessel", {"rate": (1.0, 18.0), "other_rate": (1.0, 18.0)}),
        ("", {"rate": (0.1, 60.0), "other_rate": (0.1, 60.0)}),
    ),
    "shadow": (
        (r"silly|robot|toy|figure|chess|candle|mouse", {}),
        (r"giraffe|elephant", {"person": (2.4, 6.0), "rate": (0.2, 3.0)}),
        (r"child|\bboy|\bgirl|\bkid|toddler|pupil|scout|daughter|\bson\b",
         {"person": (0.9, 1.7), "rate": (0.2, 4.0)}),
        (r"jogger|runner|runs|flee|thief", {"person": (1.4, 2.1), "rate": (1.0, 8.0)}),
        ("", {"person": (1.45, 2.1), "rate": (0.2, 4.0)}),
    ),
}  # fmt: skip
_KNOWN = {
    situation: [(re.compile(words, re.IGNORECASE), ranges) for words, ranges in rules]
    for situation, rules in _SIZES.items()
}


def natural(situation: str, text: str, given: Mapping[str, str], unit: str, per: str) -> bool:
    """Whether every size lies in the range of its thing; sizes without a unit always do."""
    if unit not in _METRES:
        return True
    ranges = next(ranges for words, ranges in _KNOWN[situation] if words.search(text))
    for field, (least, greatest) in ranges.items():
        if field not in given:
            continue
        scale = _METRES[unit]
        if field.endswith("rate"):
            if per not in _SECONDS:
                continue
            scale /= _SECONDS[per]
        if not least <= scale * number(given[field]) <= greatest:
            return False
    return True
