"""Curves by kind: implicit equations, parametric and polar curves; surfaces.py adds functions of two variables.

Each comes with places at which it has a tangent. The kinds that are held out are in no training row.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from derivanim.dataset.mathematics.families import small, total
from derivanim.dataset.mathematics.trees import depth, parse, size, value
from derivanim.slots.base import Level


@dataclass(frozen=True)
class Curve:
    """Two expressions (both sides, both coordinates) or one, and places: pairs of numbers, or numbers."""

    parts: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Kind:
    """Curves of one kind, for the marker Q, C, E (polar) or F."""

    name: str
    marker: str
    level: Level
    draw: Callable[[random.Random], Curve]
    held_out: bool = False


KINDS: dict[str, Kind] = {}
Draw = Callable[[random.Random], Curve]


def kind(name: str, marker: str, level: Level = "advanced", *, held_out: bool = False) -> Callable[[Draw], Draw]:
    """Registers a generator as a kind of curves."""

    def register(draw: Draw) -> Draw:
        KINDS[name] = Kind(name, marker, level, draw, held_out)
        return draw

    return register


def difficulty(curve: Curve, level: Level) -> float:
    """From 0 to 1, by level and size."""
    base = {"foundation": 0.0, "conceptual": 0.15, "application": 0.2, "advanced": 0.35}[level]
    deepest = max(depth(parse(part)) for part in curve.parts)
    return round(min(1.0, base + 0.03 * sum(size(parse(part)) for part in curve.parts) + 0.08 * max(0, deepest - 1)), 3)


# -- implicit


def _through(left: str, rng: random.Random, places: list[tuple[int, int]], right: str = "") -> Curve:
    """The curve left = c (or left = right + c) through one of the places, with all other places that lie on it."""
    moved = f"{left} - ({right})" if right else left
    a, b = rng.choice(places)
    height = value(parse(moved), x=a, y=b)
    assert height is not None
    on_it = [place for place in places if value(parse(moved), x=place[0], y=place[1]) == height]
    steady = [place for place in on_it if _sloped(moved, *place)]
    whole = int(height)
    other = total((1, right), (whole, "")) if right else str(whole)
    return Curve((left, other), tuple((str(p), str(q)) for p, q in steady))


def _sloped(moved: str, a: int, b: int) -> bool:
    """Whether the relation changes with y there, so that there is a slope."""
    above, below = value(parse(moved), x=a, y=b + 1e-4), value(parse(moved), x=a, y=b - 1e-4)
    return above is not None and below is not None and abs(above - below) > 1e-5


_GRID = [(a, b) for a in range(-5, 6) for b in range(-5, 6) if b and (a or b)]
_QUARTER = [(a, b) for a in range(1, 5) for b in range(1, 5)]


@kind("circle", "Q")
def circle(rng: random.Random) -> Curve:
    """x^2 + y^2 = r^2, or with its centre elsewhere."""
    p, q, r2 = rng.choice(((3, 4, 25), (5, 12, 169), (1, 2, 5), (1, 1, 2), (6, 8, 100), (2, 3, 13), (1, 3, 10), (2, 4,
        20), (3, 3, 18), (2, 2, 8), (8, 15, 289), (4, 1, 17), (5, 2, 29), (4, 3, 25), (2, 1, 5), (7, 1,
        50)))  # fmt: skip
    signs = [(p, q), (-p, q), (p, -q), (-p, -q), (q, p)]
    if rng.random() < 0.6:
        return Curve(("x**2 + y**2", str(r2)), tuple((str(a), str(b)) for a, b in signs))
    h, k = rng.randint(-3, 3), rng.randint(-3, 3)
    left = f"{_square('x', h)} + {_square('y', k)}"
    return Curve((left, str(r2)), tuple((str(a + h), str(b + k)) for a, b in signs))


def _square(name: str, shift: int) -> str:
    return f"{name}**2" if shift == 0 else f"({total((1, name), (-shift, ''))})**2"


@kind("ellipse or hyperbola", "Q")
def conic(rng: random.Random) -> Curve:
    """Squares with factors, or over numbers."""
    a, b, sign = rng.randint(1, 6), rng.randint(1, 6), rng.choice("++-")
    if rng.random() < 0.3:
        a, b = rng.choice((2, 3, 4, 5)), rng.choice((2, 3, 4, 5, 6))
        points = (("0", str(b)), ("0", str(-b))) if sign == "+" else ()
        return Curve((f"x**2/{a * a} {sign} y**2/{b * b}", "1"), points)
    left = f"{times(a)}x**2 {sign} {times(b)}y**2"
    return _through(left, rng, [(p, q) for p, q in _GRID if a * p * p + (1 if sign == "+" else -1) * b * q * q > 0])


def times(n: int) -> str:
    """A factor before a product; nothing for 1."""
    return "" if n == 1 else f"{n}*"


@kind("conic with a mixed term", "Q")
def mixed(rng: random.Random) -> Curve:
    """x^2 + b x y + c y^2 = d."""
    b, c = rng.choice((-3, -2, -1, 1, 1, 2, 3, 4)), rng.randint(1, 4)
    return _through(total((rng.choice((1, 1, 2)), "x**2"), (b, "x*y"), (c, "y**2")), rng, _GRID)


@kind("cubic", "Q")
def cubic(rng: random.Random) -> Curve:
    """Cubes of both, a folium, or y^2 as a cubic in x."""
    form = rng.random()
    if form < 0.25:
        n = rng.choice((1, 2, 3))
        return Curve(("x**3 + y**3", f"{6 * n // 1}*x*y" if n > 1 else "6*x*y"), ((str(3 * n), str(3 * n)),))
    if form < 0.6:
        a, b, p, q = rng.choice((-3, -2, -1, 1, 2)), rng.randint(-4, 5), rng.randint(-1, 3), rng.randint(1, 5)
        shift = q * q - p**3 - a * p
        return Curve(("y**2", total((1, "x**3"), (a, "x"), (shift, ""))), ((str(p), str(q)), (str(p),
            str(-q)))) if b else _through("x**3 + y**3", rng, _GRID)  # fmt: skip
    return _through(total((rng.choice((1, 1, 2)), "x**3"), (rng.choice((1, 1, 2, -1)), "y**3")), rng, _GRID,
        rng.choice(("", "", "x*y", "3*x*y", "2*x*y")))  # fmt: skip


@kind("products of powers", "Q")
def products(rng: random.Random) -> Curve:
    """x^2 y + x y^2 = c and the like."""
    left = rng.choice(("x*y + y**3", "x**2*y + x*y**2", "x**2*y + y**3", "x*y**2 + x**2", "x**2*y**2 + x*y",
        "x**2*y - y**2", "x**3*y + x*y**3", "x*y**3 + x", "x**2 + x*y + y**3", "x**2*y**3 + x", "x*y + x + y",
        "y**3 - x**2 + x*y", "x*y + y**2", "x**3 + x*y**2", "y**4 + x*y", "x**4 + y**4", "x*(y + 2) + y**2",
        "(x + y)**2 + y**3"))  # fmt: skip
    left = left if rng.random() < 0.6 else f"{small(rng, 5)}*{left}" if not left.startswith("(") else left
    return _through(left, rng, _GRID, rng.choice(("", "", "", "x", "2*x")))


@kind("circular functions of x and y", "Q")
def circular(rng: random.Random) -> Curve:
    """Sines and cosines in the equation."""
    n = rng.randint(1, 6)
    f = rng.choice((1, 1, 2, 3))
    k = times(f)
    return rng.choice((
        Curve((f"{k}sin(y)", "x" if n > 3 else f"{n}*x" if n > 1 else "x"), (("0", "0"),)),
        Curve((f"x + {k}sin(y)", f"{times(n)}y" if f != n else f"{n + 1}*y"), (("0", "0"),)),
        Curve((f"y + {k}sin(y)", f"{times(n)}x"), (("0", "0"),)),
        Curve((f"{k}cos(y) + {times(n)}y", total((1, "x"), (f, ""))), (("0", "0"),)),
        Curve(("sin(x) + sin(y)", "1"), (("pi/6", "pi/6"), ("0", "pi/2"))[:1]),
        Curve(("cos(x) + cos(y)", "1"), (("pi/3", "pi/3"),)),
        Curve((f"{k}x*cos(y) + {n}*y", str(f)), (("1", "0"),)),
        Curve((f"x**2 + {k}sin(y)", f"{times(n)}y + {n * n}"), ((str(n), "0"), (str(-n), "0")) if f != n else ()),
        Curve((f"y*sin(x) + {n}*y", f"{n}"), (("0", "1"),)), Curve((f"tan(y) + {times(n)}y", f"{k}x"), (("0", "0"),)),
    ))  # fmt: skip


@kind("exponentials of x and y", "Q", held_out=True)
def exponentials(rng: random.Random) -> Curve:
    """e or a logarithm in the equation."""
    n, m = rng.randint(1, 7), rng.randint(1, 5)
    k = times(n)
    return rng.choice((Curve((f"{k}x*exp(y) + {times(m)}y", str(n)), (("1", "0"),)), Curve((f"exp(x*y) + {k}y",
        f"{n * m + 1}"), (("0", str(m)),)), Curve((f"exp(y) + {k}x*y", "E"), (("0", "1"),)), Curve((f"{k}y + log(y)",
        f"{times(m)}x"), ((f"{n}/{m}" if m > 1 else str(n), "1"),)), Curve((f"exp(x) + exp(y) + {k}y", "2"), (("0",
        "0"),)), Curve((f"y*exp(x) + {k}y**2", str(m + n * m * m)), (("0", str(m)),)), Curve((f"log(y) + {k}x**2",
        str(n * m * m)), ((str(m), "1"), (str(-m), "1"))), Curve((f"exp(y) - {k}x", f"{times(m)}y + 1" if m != 1
        else "3*y + 1"), (("0", "0"),)), Curve((f"x**2 + {k}exp(y)", f"{n + m * m}"), ((str(m), "0"),)),
        Curve((f"{k}y*exp(x - 1)", "x" if n == 1 else f"x + {n - 1}"), (("1", "1"),)),))  # fmt: skip


@kind("roots of x and y", "Q", held_out=True)
def roots(rng: random.Random) -> Curve:
    """sqrt(x) + sqrt(y) = c and the like."""
    p, q = rng.randint(1, 6), rng.randint(1, 6)
    n = rng.randint(1, 5)
    place = ((str(p * p), str(q * q)),)
    return rng.choice((Curve(("sqrt(x) + sqrt(y)", str(p + q)), place), Curve((f"{times(n)}sqrt(x) + sqrt(y)",
        str(n * p + q)), place), Curve(("x**(2/3) + y**(2/3)", str(p * p + q * q)), ((str(p**3), str(q**3)),)),
        Curve((f"sqrt(x*y) + {times(n)}y", str(p * q + n * q * q)), place), Curve((f"x + {times(n)}sqrt(y)",
        str(p + n * q)), ((str(p), str(q * q)),)),))  # fmt: skip


# -- parametric

_ANGLES = ("pi/6", "pi/4", "pi/3", "2*pi/3", "3*pi/4", "pi/2", "1")


@kind("ellipse by a parameter", "C")
def ellipse(rng: random.Random) -> Curve:
    """Multiples of cosine and sine."""
    a, b = rng.randint(1, 6), rng.randint(1, 6)
    first, second = rng.choice((("cos", "sin"), ("cos", "sin"), ("sin", "cos")))
    shift = rng.choice((0, 0, 0, 1, 2, -1))
    return Curve((total((a, f"{first}(t)"), (shift, "")), total((b, f"{second}(t)"))), tuple((p,) for p in _ANGLES))


@kind("polynomials of a parameter", "C")
def polynomials(rng: random.Random) -> Curve:
    """Both coordinates are polynomials."""
    x = rng.choice(("t**2", "t**2", total((1, "t**2"), (rng.choice((1, -1, 2, -3, 4)), "")), total((small(rng, 5),
        "t")), total((1, "t**2"), (-small(rng, 5), "t")), "t + 1", "t**3 + t"))  # fmt: skip
    y = rng.choice(("t**3", total((1, "t**3"), (-small(rng, 6), "t")), total((small(rng, 5), "t"), (rng.choice((1, -1,
        3)), "")), total((1, "t**3"), (-1, "t**2")), total((1, "t**2"), (small(rng, 5), "t")), "t**4 - t", total((-1,
        "t**2"), (4, ""))))  # fmt: skip
    return Curve((x, y), (("1",), ("2",), ("-1",), ("3",), ("1/2",), ("-2",)))


@kind("cycloid", "C")
def cycloid(rng: random.Random) -> Curve:
    """A point of a rolling wheel, or of a circle on a line."""
    r = rng.choice((1, 1, 1, 2, 3, 4, 5))
    k = times(r)
    b = rng.randint(1, 4)
    if rng.random() < 0.5:
        parts = (f"{k}(t - sin(t))", f"{k}(1 - cos(t))") if r > 1 else ("t - sin(t)", "1 - cos(t)")
    else:
        parts = (f"{times(r)}t - {times(b)}sin(t)", f"{r} - {times(b)}cos(t)")
    return Curve(parts, (("pi/2",), ("pi/3",), ("2*pi/3",), ("pi",), ("pi/4",)))


@kind("flight of a ball", "C")
def flight(rng: random.Random) -> Curve:
    """Even motion across, thrown motion up."""
    across, up, pull = rng.choice((5, 8, 10, 12, 15, 20, 25, 30)), rng.choice((10, 15, 20, 25, 30,
        40)), rng.choice(("5", "5", "4.9", "16"))  # fmt: skip
    return Curve((f"{across}*t", total((up, "t")) + f" - {pull}*t**2"), (("1",), ("2",), ("1/2",), ("1.5",), ("3",)))


@kind("exponentials of a parameter", "C")
def parametric_exponentials(rng: random.Random) -> Curve:
    """A coordinate grows or falls exponentially."""
    n = small(rng, 5)
    x = rng.choice(("exp(t)", f"exp({n}*t)", "t", "t + 1", "exp(t) + t", f"{n}*exp(t)"))
    y = rng.choice(("exp(-t)", "t*exp(-t)", f"exp(-{n}*t)", "t**2 + exp(t)", f"{n}*exp(-t)", f"exp(-t) + {n}*t"))
    return Curve((x, y), (("0",), ("1",), ("1/2",), ("2",), ("-1",)))


@kind("spiral by a parameter", "C")
def spiral(rng: random.Random) -> Curve:
    """A growing circle."""
    n = small(rng, 4)
    a, b = rng.choice((("t*cos(t)", "t*sin(t)"), (f"{n}*t*cos(t)", f"{n}*t*sin(t)"), ("cos(t) + t*sin(t)",
        "sin(t) - t*cos(t)"), (f"exp(t/{n})*cos(t)", f"exp(t/{n})*sin(t)"), (f"{n}*cos(t)", "t"), ("t",
        f"{n}*sin(t)"), (f"{n}*t*sin(t)", "t"), ("t + cos(t)", f"{n}*sin(t)")))  # fmt: skip
    return Curve((a, b), (("pi",), ("pi/2",), ("pi/3",), ("2",), ("1",)))


@kind("Lissajous curve", "C", held_out=True)
def lissajous(rng: random.Random) -> Curve:
    """Sines of two different multiples of the parameter."""
    p, q = rng.choice(((2, 3), (3, 2), (3, 4), (4, 3), (5, 2), (2, 5), (5, 4), (3, 5), (5, 3)))
    a, b = rng.randint(1, 4), rng.randint(1, 4)
    f = rng.choice(("sin", "sin", "cos"))
    return Curve((total((a, f"{f}({p}*t)")), total((b, f"sin({q}*t)"))), (("1",), ("pi/4",), ("pi/6",), ("pi/3",),
        ("1/2",)))  # fmt: skip


@kind("roots of a parameter", "C", held_out=True)
def parametric_roots(rng: random.Random) -> Curve:
    """A coordinate with a root."""
    n = small(rng)
    x = rng.choice(("sqrt(t)", f"{n}*sqrt(t)", f"sqrt(t + {n})"))
    y = rng.choice(("log(t)", f"t**2 - {n}", f"{n}/t", "t - 1", f"t**2 + {n}*t", "exp(-t)"))
    return Curve((x, y), (("1",), ("4",), ("2",), ("9",)))


# -- polar

_TURNS = ("pi/6", "pi/4", "pi/3", "pi/2", "2*pi/3", "3*pi/4", "pi", "5*pi/6", "0", "5*pi/4")


@kind("cardioid or limacon", "E")
def limacon(rng: random.Random) -> Curve:
    """a + b cos theta."""
    a, b, f = rng.randint(1, 5), rng.choice((1, 1, 2, 3, 4, -1, -2)), rng.choice(("cos", "sin"))
    if rng.random() < 0.3:
        return Curve((f"{a}*(1 {rng.choice('+-')} {f}(x))" if a > 1 else f"1 + {f}(x)",), tuple((p,) for p in _TURNS))
    return Curve((total((a, ""), (b, f"{f}(x)")),), tuple((p,) for p in _TURNS))


@kind("polar circle", "E")
def polar_circle(rng: random.Random) -> Curve:
    """a cos theta, or a sum of both."""
    a, b = rng.randint(1, 9), rng.randint(1, 5)
    plain = total((a, f"{rng.choice(('cos', 'sin'))}(x)"))
    return Curve((rng.choice((plain, plain, total((a, "cos(x)"), (b, "sin(x)")))),), tuple((p,) for p in _TURNS[:-2]))


@kind("rose", "E")
def rose(rng: random.Random) -> Curve:
    """a sin(n theta)."""
    a, n = rng.randint(1, 6), rng.choice((2, 2, 3, 3, 4, 5, 6))
    return Curve((total((a, f"{rng.choice(('sin', 'cos'))}({n}*x)")),), (("pi/6",), ("pi/4",), ("pi/3",), ("pi/8",),
        ("pi/12",)))  # fmt: skip


@kind("polar spiral", "E")
def polar_spiral(rng: random.Random) -> Curve:
    """Radii that grow with the angle."""
    n = small(rng)
    return Curve((rng.choice(("x", f"{n}*x", f"x/{n}", f"1 + x/{n}", f"exp(x/{n})", f"{n} + x",
        f"exp(0.{rng.randint(1, 5)}*x)", f"2**(x/{n})", f"{n}/x")),), (("pi",), ("pi/2",), ("2*pi",), ("3*pi/2",),
        ("1",), ("2",), ("pi/3",)))  # fmt: skip


@kind("polar conic", "E", held_out=True)
def polar_conic(rng: random.Random) -> Curve:
    """A number over 1 + e cos theta."""
    p, e, f = small(rng), rng.choice(("", "", "2*", "0.5*", "3*")), rng.choice(("cos", "sin"))
    below = rng.choice((f"1 {rng.choice('+-')} {e}{f}(x)", f"{small(rng, 5)} {rng.choice('+-')} {f}(x)",
        f"1 + {f}(x)/{small(rng, 5)}"))  # fmt: skip
    return Curve((f"{p}/({below})",), tuple((q,) for q in _TURNS[:4]))


@kind("lemniscate", "E", held_out=True)
def lemniscate(rng: random.Random) -> Curve:
    """Roots of cosines."""
    a, n = rng.randint(1, 6), rng.choice((2, 2, 3, 4))
    return Curve((total((rng.choice((1, 1, a)), rng.choice((f"sqrt(cos({n}*x))", f"sqrt(sin({n}*x))",
        f"sqrt({a} + cos(x))", "sqrt(x)", f"sqrt({a}*x)")))),), (("pi/6",), ("pi/8",), ("pi/12",)))  # fmt: skip
