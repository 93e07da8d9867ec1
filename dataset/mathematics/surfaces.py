"""Functions of two variables by kind, with places of their domain, and functions with letters for their numbers."""

from __future__ import annotations

import random

from derivanim.dataset.mathematics.curves import Curve, kind, times
from derivanim.dataset.mathematics.families import small, total
from derivanim.dataset.mathematics.trees import parse, value

Pair = tuple[str, str]
_SPOTS = [(a, b) for a in range(-3, 4) for b in range(-3, 4)]


def _spots(source: str, rng: random.Random, most: int = 6) -> tuple[Pair, ...]:
    """Places at which a surface has a value on all sides."""
    tree = parse(source)
    spots = [(a, b) for a, b in rng.sample(_SPOTS, len(_SPOTS)) if all(value(tree, x=a + d, y=b + e) is not None
        for d, e in ((0, 0), (0.3, 0.2), (-0.3, 0.2), (0.2, -0.3), (-0.2, -0.3)))]  # fmt: skip
    return tuple((str(a), str(b)) for a, b in spots[:most])


@kind("quadratic surface", "F")
def quadratic(rng: random.Random) -> Curve:
    """Squares and a mixed term."""
    a, b, c = rng.choice((1, 1, 1, 2, 3, -1)), rng.choice((1, 1, 2, 3, 4, -1, -2)), rng.choice((0, 0, 0, 1, -1, 2, 3))
    source = rng.choice((total((a, "x**2"), (b, "y**2")), total((rng.randint(1, 12), ""), (-abs(a), "x**2"), (-abs(b),
        "y**2")), total((a, "x**2"), (c, "x*y"), (b, "y**2")), total((a, "x**2"), (b, "y**2"), (rng.choice((1, -2,
        3)), "x"), (c, "")), f"x**2/{small(rng)} + y**2/{small(rng, 5)}"))  # fmt: skip
    return Curve((source,), _spots(source, rng))


@kind("polynomial of two variables", "F")
def bivariate(rng: random.Random) -> Curve:
    """Products of powers of both."""
    n, m = rng.choice((1, 1, 1, 2, 3, 4)), rng.choice((1, 2, 3, 5, -1, -2, -3))
    base, rest = rng.choice(("x**2*y", "x*y**2", "x*y", "x**3*y", "x**2*y**2", "x*y**3",
        "x**3*y**2")), rng.choice(("x", "y", "x**2", "y**2", "y**3", "x**3", ""))  # fmt: skip
    source = total((n, base), (m, rest)) if rng.random() < 0.75 else total((n, base))
    return Curve((source,), _spots(source, rng))


@kind("circular surface", "F")
def waves(rng: random.Random) -> Curve:
    """Sines and cosines of both."""
    n, m = rng.randint(1, 4), rng.randint(1, 3)
    f, g = rng.choice(("sin", "cos")), rng.choice(("sin", "cos"))
    source = rng.choice((f"{times(n)}{f}(x)*{g}(y)", f"{f}(x) + {times(n)}{g}(y)",
        f"{times(m)}x*{f}({times(n)}y)", f"{times(m)}y*{f}({times(n)}x)", f"{f}({times(n)}x + y)",
        f"{f}(x)*y**{m + 1}", f"{f}(x*y)"))  # fmt: skip
    angles = [("pi/4", "pi/4"), ("pi/3", "pi/6"), ("pi/2", "0"), ("0", "pi/3"), ("pi/6", "pi/3"), ("0", "0"), ("1",
        "0"), ("pi/4", "0")]  # fmt: skip
    return Curve((source,), tuple(angles))


@kind("exponential surface", "F")
def growing(rng: random.Random) -> Curve:
    """Exponentials of both."""
    n = small(rng, 5)
    source = rng.choice(("x*exp(y)", "y*exp(x)", "exp(x*y)", f"x*exp(-{n}*y)" if n > 2 else "x*exp(-y)",
        "exp(-x**2 - y**2)", f"x**2*exp({n}*y)", "exp(x + 2*y)", f"{n}*x*exp(y)", f"exp(x)*sin({n}*y)",
        "x*y*exp(-x)", f"exp(x - y) + {n}*x", f"{n}*exp(-x*y)", "exp(x)*cos(y)", f"x*exp(y/{n})"))  # fmt: skip
    return Curve((source,), (("0", "0"), ("1", "0"), ("0", "1"), ("2", "0"), ("1", "1"), ("1", "-1"), ("1/2", "0")))


@kind("logarithmic surface", "F")
def logarithmic(rng: random.Random) -> Curve:
    """Logarithms of both."""
    n = rng.randint(1, 9)
    k = times(rng.randint(1, 4))
    source = rng.choice((f"log(x**2 + {times(n)}y**2)", f"{k}log(x*y)", f"{k}x*log(y)", f"log(x**2 + y**2 + {n})",
        f"{k}y*log(x) + {times(n)}y", f"{k}log(x + {times(n)}y)", f"{k}log(x) + {times(n)}y**2",
        f"x**2 + {k}log(y)"))  # fmt: skip
    return Curve((source,), (("1", "1"), ("2", "1"), ("1", "2"), ("3", "1"), ("2", "3"), ("1", "3")))


@kind("rational surface", "F")
def ratio(rng: random.Random) -> Curve:
    """Quotients of both."""
    n = small(rng)
    source = rng.choice(("x/y", "y/x", f"{n}*x/y", f"{n}/(1 + x**2 + y**2)", f"x*y/(x**2 + {n})", "x**2/y + y",
        f"y/(x**2 + y**2 + {n})", f"{n}/(x*y)", f"(x + {n})/(y + 1)", f"x/(y**2 + {n})",
        f"x*y + {n}/x"))  # fmt: skip
    return Curve((source,), (("1", "1"), ("2", "1"), ("1", "2"), ("3", "2"), ("1", "3"), ("2", "3")))


@kind("root surface", "F", held_out=True)
def root_surface(rng: random.Random) -> Curve:
    """Roots of both."""
    n = small(rng)
    r, (p, q) = rng.choice((9, 14, 16, 25, 36)), rng.choice((("1", "4"), ("4", "9"), ("4", "1"), ("1", "9")))
    return rng.choice((Curve(("sqrt(x*y)",), ((p, q), (q, p))), Curve((f"{n}*sqrt(x*y)",), ((p, q), (q, p))),
        Curve((f"sqrt({r} - x**2 - y**2)",), (("1", "2"), ("2", "2"), ("1", "1"), ("2", "1"))),
        Curve((f"sqrt(x) + {n}*y",), ((p, "2"), (q, "1"))), Curve((f"{10 * n}*x**(1/4)*y**(3/4)",), (("16", "81"),
        ("1", "16"), ("81", "16"))), Curve((f"x*sqrt(y) + {n}*y",), (("2", p), ("1", q))),
        Curve((f"sqrt(x**2 + y**2 + {n})",), (("1", "1"), ("2", "1"), ("0", "1"))), Curve((f"sqrt({n}*x + y)",),
        (("1", "2"), ("2", "1"), ("1", "1"))), Curve((f"x**2 + {n}*sqrt(y)",), (("1", p), ("2", q))),))  # fmt: skip


@kind("function with a parameter", "F", "conceptual")
def with_parameters(rng: random.Random) -> Curve:
    """A function of x with letters for its numbers."""
    n = small(rng, 5)
    return Curve((rng.choice(("a*x**2 + b", "a*x**2 + b*x + c", "k*sin(x) + c", "a*exp(k*x)", "k*x**2 - c",
        "a*sin(b*x)", "m*x + b", f"a*x**{n}", f"x**{n} + c*x", f"k*x**{n} + {n}", "a*log(b*x)", "a*cos(k*x) + c",
        f"c*exp(-{n}*x)", "a*x**3 + b*x", f"x**2 + p*x + {n}", "a/(x + b)", f"k*x*exp(-{n}*x)", "x**n",
        f"a*(x - h)**{n} + k")),), ())  # fmt: skip


@kind("function with a parameter and a root", "F", "conceptual", held_out=True)
def root_with_parameters(rng: random.Random) -> Curve:
    """A root with letters for its numbers."""
    n = small(rng, 9)
    return Curve((rng.choice(("a*sqrt(x) + b", "sqrt(a*x + b)", f"k*sqrt(x + {n})", f"sqrt(x**2 + a) + {n}*x",
        f"a*sqrt({n}*x)", "c*cbrt(x)", f"{n}*sqrt(k*x)", f"x*sqrt(a - x) + {n}")),), ())  # fmt: skip
