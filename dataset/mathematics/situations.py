"""Numbers of related rates: a ladder, a tank, a balloon, two cars, a lamp, in the units of the request."""

from __future__ import annotations

import random
from collections.abc import Mapping

from derivanim.dataset.mathematics.fitting import number
from derivanim.dataset.mathematics.objects import natural

_TRIPLES = ((5, 3), (5, 4), (13, 5), (13, 12), (10, 6), (10, 8), (17, 8), (17, 15), (25, 7), (25, 24), (15, 9), (15,
    12), (20, 12), (20, 16), (26, 10), (25, 15), (25, 20))  # fmt: skip
_SLOW = ("0.5", "1", "1.5", "2", "3", "0.3", "0.25", "0.2", "4", "0.4", "0.1", "0.8", "2.5", "1.2", "1/2", "0.6")
_CORNERS = ((30, 40), (60, 80), (5, 12), (3, 4), (6, 8), (9, 12), (20, 21), (8, 15))
_DRAWS = 400


def measures(
    target: Mapping[str, object], fields: Mapping[str, str], rng: random.Random, text: str
) -> dict[str, str] | None:
    """A number for each field that suits the words; fields with the same marker have the same number."""
    situation, *units = (str(target.get(name, "")) for name in ("situation", "unit", "per"))
    for _ in range(_DRAWS):
        drawn = _DRAW[situation](rng, *units)
        chosen: dict[str, str] = {}
        by_marker: dict[str, str] = {}
        for field, marker in fields.items():
            if field not in drawn:
                return None
            chosen[field] = by_marker.setdefault(marker, drawn[field])
        if len(set(map(number, by_marker.values()))) < len(by_marker) or not _possible({**drawn, **chosen}):
            continue
        if natural(situation, text, chosen, *units):
            return chosen
    return None


def _possible(given: dict[str, str]) -> bool:
    """Whether the ladder reaches, the water fits, and the lamp is above the head."""
    pairs = (("length", "distance"), ("height", "depth"), ("height", "person"))
    return all(number(given[high]) > number(given[low]) for high, low in pairs if high in given and low in given)


def _ladder(rng: random.Random, unit: str, per: str) -> dict[str, str]:
    length, foot = rng.choice(_TRIPLES) if rng.random() < 0.7 else (rng.randint(4, 30), 0)
    foot = foot or rng.randint(1, length - 1)
    if rng.random() < 0.15:  # something shorter than a ladder
        return {"length": rng.choice(("2", "2.5", "3")), "distance": rng.choice(("0.5", "1", "1.5")),
            "rate": rng.choice(_SLOW)}  # fmt: skip
    scale = {"cm": 20 if length < 20 else 5, "in": 5}.get(unit, 1)
    return {"length": str(scale * length), "distance": str(scale * foot), "rate": rng.choice(_SLOW)}


def _cone(rng: random.Random, unit: str, per: str) -> dict[str, str]:
    height = rng.randint(3, 20) * (rng.choice((1, 1, 5)) if unit == "cm" else 1)
    depth = rng.randint(1, height - 1)
    return {"radius": str(rng.randint(2, max(3, height))), "height": str(height), "depth": str(depth),
        "rate": rng.choice((*_SLOW, "5", "6", "8", "10"))}  # fmt: skip


def _sphere(rng: random.Random, unit: str, per: str) -> dict[str, str]:
    small = ("0.2", "0.25", "0.3", "0.4", "0.5", "0.6") if unit == "m" else ()
    radius = rng.choice((str(rng.randint(2, 30)), f"{rng.randint(1, 9)}.5", *small))
    slow = () if unit == "cm" and per == "s" else _SLOW
    return {"radius": radius, "rate": rng.choice((*slow, str(rng.randint(2, 20) * 10), str(rng.randint(3, 60))))}


def _cars(rng: random.Random, unit: str, per: str) -> dict[str, str]:
    east, north = rng.choice((*_CORNERS, (rng.randint(2, 50), rng.randint(2, 50))))
    fast = unit in ("km", "mi", "")
    flies = unit in ("km", "mi") and rng.random() < 0.2
    rates = [
        str(
            50 * rng.randint(4, 18)
            if flies
            else 5 * rng.randint(2, 20)
            if fast
            else rng.randint(1, rng.choice((4, 30)))
        )
        for _ in range(2)
    ]
    return {"distance": str(east), "other_distance": str(north), "rate": rates[0], "other_rate": rates[1]}


def _shadow(rng: random.Random, unit: str, per: str) -> dict[str, str]:
    lamp = rng.choice((str(rng.randint(3, 9)), f"{rng.randint(3, 7)}.5"))
    people: tuple[str, ...] = ("1.8", "2", "1.5", "1.6", "1.7", "1.75", "1.2", "1")
    away = rng.randint(2, 20)
    if unit == "cm":
        lamp, people, away = str(rng.randint(20, 60)), tuple(map(str, range(5, 19))), rng.randint(5, 80)
    elif unit == "ft":
        lamp, people = str(rng.randint(10, 24)), ("5", "5.5", "6", "5.8", "4", "4.5")
    rates: tuple[str, ...] = _SLOW if per == "s" else (*_SLOW, "20", "30", "40", "50", "60", "75")
    if rng.random() < 0.15:  # an animal taller than any person
        people, lamp = ("3", "4", "4.5", "5"), str(rng.randint(6, 12))
    return {"height": lamp, "person": rng.choice(people), "rate": rng.choice(rates), "distance": str(away)}


_DRAW = {"ladder": _ladder, "cone": _cone, "sphere": _sphere, "cars": _cars, "shadow": _shadow}
