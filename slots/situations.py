"""The five situations of related rates: what is given, the relation, how the picture moves, and the lines about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.related_rates import Quantity, forced_rate
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError
from derivanim.slots.linear import typed
from derivanim.slots.numbers import plain
from derivanim.slots.stage import tint

Given = dict[str, sympy.Expr]
NEEDED = {
    "ladder": ("length", "distance", "rate"),
    "cone": ("radius", "height", "depth", "rate"),
    "sphere": ("radius", "rate"),
    "cars": ("distance", "other_distance", "rate", "other_rate"),
    "shadow": ("height", "person", "rate"),
}
OPTIONAL = {"shadow": ("distance",)}
x, y, z, h, r, s, t, V = map(symbol, ("x", "y", "z", "h", "r", "s", "t", "V"))


@dataclass(frozen=True)
class Situation:
    """Quantities that move together; the last one is that whose rate is asked for.

    `moving` gives them as functions of the time t, where t = 0 is now and the picture starts at `start`. `power` is
    that of the length in the first quantity, 3 for a volume.
    """

    relation: sympy.Eq
    quantities: tuple[Quantity, ...]
    moving: dict[str, sympy.Expr]
    start: sympy.Expr
    formulas: tuple[str, str, str]
    size: tuple[float, float]
    power: int = 1

    @property
    def unknown(self) -> Quantity:
        """The quantity whose rate is asked for."""
        return self.quantities[-1]


def rate_of(name: sympy.Symbol, role: str | None = None) -> str:
    """`frac(d x, d t)`, in a colour if a role is given."""
    markup = f"frac(d {to_typst(name)}, d t)"
    return markup if role is None else tint(markup, role)


def require(wrong: bool, sentence: str, hint: str) -> None:
    """MathError with the sentence where something is wrong."""
    if wrong:
        raise MathError(sentence, hint)


def ladder(given: Given) -> Situation:
    """A ladder of fixed length slides down a wall."""
    length, foot, rate = (given[name] for name in NEEDED["ladder"])
    told = f"The foot is {plain(foot)} from the wall, but the ladder is only {plain(length)} long."
    require(foot >= length, told, "put the foot nearer to the wall")
    top = sympy.sqrt(length**2 - foot**2)
    first = min(foot / 2, length * sympy.Rational(3, 20)) if rate > 0 else (foot + 9 * length) / 10
    relation = sympy.Eq(x**2 + y**2, length**2, evaluate=False)
    change = forced_rate(relation, [(x, foot, rate)], (y, top))
    dy = rate_of(y, "DERIVATIVE")
    return Situation(
        relation,
        ((x, foot, rate), (y, top, change)),
        {"x": foot + rate * t, "y": sympy.sqrt(length**2 - (foot + rate * t) ** 2)},
        (first - foot) / rate,
        (
            f"x^2 + y^2 = {typed(length)}^2",
            f"2 x {rate_of(x)} + 2 y {dy} = 0",
            f"2 dot.c {typed(foot)} dot.c {signed(rate)} + 2 dot.c {short(top)} dot.c {dy} {equal(top)} 0",
        ),
        (float(length), float(length)),
    )


def cone(given: Given) -> Situation:
    """Water runs into (or out of) a cone whose tip points down."""
    radius, height, depth, rate = (given[name] for name in NEEDED["cone"])
    told = f"The water is {plain(depth)} deep, but the tank is only {plain(height)} high."
    require(depth > height, told, "give a depth below the height")
    full = f"The tank of height {plain(height)} is full, so nothing could be seen before it empties."
    require(depth == height and rate < 0, full, "give a depth a little below the height")
    share = sympy.pi * radius**2 / (3 * height**2)
    volume = share * depth**3
    relation = sympy.Eq(V, share * h**3, evaluate=False)
    change = forced_rate(relation, [(V, volume, rate)], (h, depth))
    first = share * (depth / 3 if rate > 0 else (depth + 3 * height) / 4) ** 3
    dh = rate_of(h, "DERIVATIVE")
    return Situation(
        relation,
        ((V, volume, rate), (h, depth, change)),
        {"h": sympy.cbrt((volume + rate * t) / share)},
        (first - volume) / rate,
        (
            f"V = frac(pi, 3) r^2 h = {to_typst(share * h**3)}",
            f"{rate_of(V)} = {to_typst(3 * share * h**2)} {dh}",
            f"{typed(rate)} = {product(3 * share, depth)} dot.c {dh}",
        ),
        (2 * float(radius), float(height)),
        power=3,
    )


def sphere(given: Given) -> Situation:
    """Air is blown into (or let out of) a round balloon."""
    radius, rate = (given[name] for name in NEEDED["sphere"])
    share = 4 * sympy.pi / 3
    volume = share * radius**3
    relation = sympy.Eq(V, share * r**3, evaluate=False)
    change = forced_rate(relation, [(V, volume, rate)], (r, radius))
    first = share * (radius * (sympy.Rational(2, 5) if rate > 0 else sympy.Rational(13, 10))) ** 3
    dr = rate_of(r, "DERIVATIVE")
    return Situation(
        relation,
        ((V, volume, rate), (r, radius, change)),
        {"r": sympy.cbrt((volume + rate * t) / share)},
        (first - volume) / rate,
        (
            "V = frac(4, 3) pi r^3",
            f"{rate_of(V)} = 4 pi r^2 {dr}",
            f"{typed(rate)} = 4 pi dot.c {squared(radius)} dot.c {dr}",
        ),
        (2.7 * float(radius), 2.7 * float(radius)),
        power=3,
    )


def cars(given: Given) -> Situation:
    """Two cars on roads that cross at a right angle."""
    east, north, rate, other = (given[name] for name in NEEDED["cars"])
    require(rate == 0 and other == 0, "Neither car moves.", "give at least one of them a speed")
    apart = sympy.sqrt(east**2 + north**2)
    relation = sympy.Eq(x**2 + y**2, z**2, evaluate=False)
    change = forced_rate(relation, [(x, east, rate), (y, north, other)], (z, apart))
    ways = [sympy.Rational(7, 10) * at / speed for at, speed in ((east, rate), (north, other)) if speed > 0]
    back = min(ways) if ways else max(east, north) / max(abs(rate), abs(other)) / 2
    dz = rate_of(z, "DERIVATIVE")
    sides = f"{typed(east)} dot.c {signed(rate)} + {typed(north)} dot.c {signed(other)}"
    widest = [max(float(at), float(at - speed * back)) for at, speed in ((east, rate), (north, other))]
    return Situation(
        relation,
        ((x, east, rate), (y, north, other), (z, apart, change)),
        {
            "x": east + rate * t,
            "y": north + other * t,
            "z": sympy.sqrt((east + rate * t) ** 2 + (north + other * t) ** 2),
        },
        -back,
        (
            "x^2 + y^2 = z^2",
            f"2 x {rate_of(x)} + 2 y {rate_of(y)} = 2 z {dz}",
            f"{sides} {equal(apart)} {short(apart)} {dz}",
        ),
        (widest[0], widest[1]),
    )


def shadow(given: Given) -> Situation:
    """A person walks away from (or towards) a lamp on a post."""
    lamp, person, rate = (given[name] for name in NEEDED["shadow"])
    told = f"The person is {plain(person)} tall, but the lamp is only {plain(lamp)} high: there is no shadow's end."
    require(person >= lamp, told, "the lamp must be above the person")
    away = given.get("distance", lamp)
    share = person / (lamp - person)
    relation = sympy.Eq(s, share * x, evaluate=False)
    change = forced_rate(relation, [(x, away, rate)], (s, share * away))
    first = away / 4 if rate > 0 else away * sympy.Rational(3, 2)
    ds = rate_of(s, "DERIVATIVE")
    return Situation(
        relation,
        ((x, away, rate), (s, share * away, change)),
        {"x": away + rate * t, "s": share * (away + rate * t)},
        (first - away) / rate,
        (
            f"frac(s, {typed(person)}) = frac(x + s, {typed(lamp)}) quad s = {to_typst(share * x)}",
            f"{ds} = {factor(share)} {rate_of(x)}",
            f"{ds} = {factor(share)} dot.c {signed(rate)}",
        ),
        (float(max(away, first) * (1 + share)), float(lamp)),
    )


def factor(value: sympy.Expr) -> str:
    """A factor; nothing where it is 1."""
    return "" if value == 1 else to_typst(value)


def short(value: sympy.Expr) -> str:
    """A value as it is put into an equation: exact where that is a plain number or a root, else with decimals."""
    return typed(value) if value.is_Rational or value.count_ops() <= 2 else f"{float(value):.2f}"


def equal(value: sympy.Expr) -> str:
    """The relation of an equation into which that value was put."""
    return "=" if value.is_Rational or value.count_ops() <= 2 else "approx"


def signed(value: sympy.Expr) -> str:
    """A number behind a dot: in brackets where it is negative."""
    return f"({typed(value)})" if value < 0 else typed(value)


def squared(value: sympy.Expr) -> str:
    """The square of a number, in brackets where it is not a plain one."""
    text = typed(value)
    return f"{text}^2" if text.replace(".", "").isdigit() else f"({text})^2"


def product(share: sympy.Expr, depth: sympy.Expr) -> str:
    """A share times the square of the depth."""
    return f"{to_typst(share)} dot.c {squared(depth)}"


SITUATIONS: dict[str, Callable[[Given], Situation]] = {
    "ladder": ladder,
    "cone": cone,
    "sphere": sphere,
    "cars": cars,
    "shadow": shadow,
}
