"""Functions of one variable by family, as textbooks have them: small numbers, few terms, the usual forms.

A family is a generator of expressions of x in Python's notation. Families that are held out are in no training row, and
no other family makes what belongs to them: whatever has a root in it, and compositions of three functions.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from derivanim.dataset.mathematics.trees import depth, has_root, letters, parse, size
from derivanim.slots.base import Level

Number = int | float | Fraction
MAX_SIZE = 18


@dataclass(frozen=True)
class Drawn:
    """An expression of x, and the places where something happens: corners and joints."""

    source: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Family:
    """Functions of one kind; `shape` is what makes one."""

    name: str
    level: Level
    shape: Callable[[random.Random], Drawn]
    held_out: bool = False

    def draw(self, rng: random.Random) -> Drawn:
        """One function of the family, and of no family that is held out unless this one is."""
        while True:
            drawn = self.shape(rng)
            tree = parse(drawn.source)
            if (self.held_out or (depth(tree) < 3 and not has_root(tree))) and size(tree) <= MAX_SIZE:
                return drawn


FAMILIES: dict[str, Family] = {}
Shape = Callable[[random.Random], str | Drawn]


def family(name: str, level: Level, *, held_out: bool = False) -> Callable[[Shape], Shape]:
    """Registers a generator as a family."""

    def register(shape: Shape) -> Shape:
        def drawn(rng: random.Random) -> Drawn:
            found = shape(rng)
            return found if isinstance(found, Drawn) else Drawn(found)

        FAMILIES[name] = Family(name, level, drawn, held_out)
        return shape

    return register


def difficulty(source: str, family_level: Level) -> float:
    """From 0 to 1, by level of the family, size and depth of the function."""
    tree = parse(source)
    base = {"foundation": 0.0, "conceptual": 0.15, "application": 0.2, "advanced": 0.3}[family_level]
    return round(min(1.0, base + 0.04 * size(tree) + 0.1 * max(0, depth(tree) - 1)), 3)


def total(*terms: tuple[Number, str]) -> str:
    """A sum of multiples as one writes it: `3*x**2 - x + 1`; a term of the text "" is the number itself."""
    text = ""
    for factor, base in terms:
        if factor == 0:
            continue
        shown = _times(-factor if factor < 0 else factor, base)
        sign = "-" if factor < 0 else "+"
        text = f"{text} {sign} {shown}" if text else (f"-{shown}" if factor < 0 else shown)
    return text or "0"


def _times(factor: Number, base: str) -> str:
    if not base:
        return str(factor)
    if base.startswith("1/") and isinstance(factor, int):
        return f"{factor}{base[1:]}"
    if isinstance(factor, Fraction) and factor.denominator > 1:
        above = base if factor.numerator == 1 else f"{factor.numerator}*{base}"
        return f"{above}/{factor.denominator}"
    return base if factor == 1 else f"{factor}*{base}"


def small(rng: random.Random, most: int = 9) -> int:
    """A whole number from 2, small ones more often."""
    return min(rng.randint(2, most), rng.randint(2, most))


def signed(rng: random.Random, most: int = 9) -> int:
    """A whole number other than 0, of either sign."""
    return rng.choice((1, -1)) * min(rng.randint(1, most), rng.randint(1, most))


def power_of_x(n: int) -> str:
    """x, x**2, ..."""
    return "x" if n == 1 else f"x**{n}" if n else ""


def linear(rng: random.Random) -> str:
    """An inner function a x + b, or a x."""
    kind = rng.random()
    if kind < 0.45:
        return f"{small(rng)}*x"
    if kind < 0.55:
        return f"x/{small(rng, 5)}"
    if kind < 0.7:
        return total((1, "x"), (signed(rng), ""))
    return total((small(rng, 7), "x"), (signed(rng), ""))


def inner(rng: random.Random) -> str:
    """An inner function: linear, a power, or a short polynomial."""
    kind = rng.random()
    if kind < 0.35:
        return linear(rng)
    if kind < 0.55:
        return power_of_x(rng.choice((2, 2, 3, 4)))
    if kind < 0.8:
        return total((rng.choice((1, 1, 1, 2, 3)), "x**2"), (signed(rng), ""))
    return total((1, rng.choice(("x**2", "x**3"))), (signed(rng, 6), "x"), (rng.choice((0, 0, 1, 2, 3)), ""))


def bracketed(text: str) -> str:
    """Brackets around all but a name, a whole number or a call."""
    tree = parse(text)
    return text if type(tree).__name__ in ("Name", "Constant", "Call") else f"({text})"


@family("constant", "foundation")
def constant(rng: random.Random) -> str:
    """A number in one of many shapes."""
    n, d = rng.randint(1, 99), rng.choice((2, 3, 4, 5, 7, 8))
    return rng.choice((
        str(n), f"-{n}", str(n), f"{rng.randint(1, 9)}.{rng.randint(1, 9)}", f"{10 * n}", "pi", f"{small(rng)}*pi",
        "E", "pi**2", "E**2", f"{rng.choice((1, 3, 5, 7, 9, 11))}/{d}", f"-{n}.5", f"pi/{d}", f"{small(rng)}*E",
        f"log({small(rng)})", "1000000", str(rng.randint(100, 999)), f"-pi/{d}", f"sin({small(rng)})",
    ))  # fmt: skip


@family("power", "foundation")
def power(rng: random.Random) -> str:
    """One power of x, with or without a factor."""
    n = rng.choice((2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 12, -1, -1, -2, -3, -4))
    if n < 0:
        above = rng.choice((1, 1, small(rng), small(rng)))
        return f"{above}/{power_of_x(-n)}" if rng.random() < 0.7 else total((above, f"x**({n})"))
    factor = rng.choice((1, 1, 1, small(rng), -small(rng), Fraction(1, small(rng, 6)), 0.5, 10, -1))
    return total((factor, power_of_x(n)))


@family("polynomial", "foundation")
def polynomial(rng: random.Random) -> str:
    """Two to four terms with falling powers, or a product of linear factors."""
    kind = rng.random()
    if kind < 0.1:
        a, b = signed(rng, 5), signed(rng, 5)
        return f"({total((1, 'x'), (a, ''))})*({total((rng.choice((1, 2)), 'x'), (b, ''))})"
    if kind < 0.2:
        return f"x*({total((1, 'x**2') if rng.random() < 0.5 else (1, 'x'), (signed(rng), ''))})"
    if kind < 0.27:
        return total((rng.randint(2, 20), ""), (-rng.choice((1, 1, 2, 3, 5)), rng.choice(("x**2", "x**2", "x**3"))))
    top = rng.choice((2, 2, 2, 3, 3, 3, 4, 4, 5))
    powers = [top, *sorted(rng.sample(range(top), rng.choice((1, 1, 2, 2, 3) if top > 2 else (1, 2))), reverse=True)]
    lead = rng.choice((1, 1, 1, 1, 2, 3, -1, -2, Fraction(1, 2), Fraction(1, 3), 4, 5))
    return total((lead, power_of_x(top)), *((signed(rng), power_of_x(n)) for n in powers[1:]))


@family("rational", "conceptual")
def rational(rng: random.Random) -> str:
    """A quotient of two polynomials, or a polynomial with a quotient."""
    a, b, n = signed(rng, 6), small(rng, 6), small(rng)
    return rng.choice((
        f"{rng.choice((1, n))}/({total((1, 'x'), (a, ''))})", f"{rng.choice((1, n))}/(x**2 + {b})",
        f"{rng.choice(('', f'{n}*'))}x/(x**2 + {b})", total((1, "x"), (1, f"{rng.choice((1, 1, n))}/x")),
        f"({total((1, 'x'), (a, ''))})/({total((1, 'x'), (-a if abs(a) > 1 else a + 2, ''))})",
        f"x**2/({total((1, 'x'), (a, ''))})", f"({total((1, 'x**2'), (-b, ''))})/(x**2 + {n})",
        f"({n}*x + {b})/({total((1, 'x'), (a, ''))})", f"x**2/(x**2 + {b})", total((a, "x"), (1, f"{n}/x**2")),
        f"{n}/(1 + x**2)", f"x/(x**2 - {b})", f"1/({n}*x + {b})", f"({total((1, 'x**3'), (a, ''))})/x",
    ))  # fmt: skip


@family("exponential", "foundation")
def exponential(rng: random.Random) -> str:
    """A constant times a power with x in its exponent."""
    n, k = small(rng), rng.choice((1, 1, 1, small(rng), small(rng, 20), -1, -2, 10, 100, 500, Fraction(1, 2)))
    base = rng.choice(("2", "3", "5", "10", "(1/2)", "(1/3)", "0.5", "1.5", "4", "1.05", "7", "0.8"))
    exponent = rng.choice(("x", "x", f"{n}*x", f"-{n}*x", "-x", f"x/{n}", f"-x/{n}", f"0.{rng.randint(1, 9)}*x",
                           "x**2", "-x**2", f"-x**2/{n}", total((n, "x"), (signed(rng, 4), "")), "3 - x", "x**3",
                           f"-0.{rng.randint(1, 9)}*x"))  # fmt: skip
    if rng.random() < 0.35:
        return total((k, f"{base}**{rng.choice(('x', 'x', '(2*x)', '(-x)', '(x/2)', f'(x + {n})'))}"))
    return total((k, f"exp({exponent})"))


@family("logarithmic", "foundation")
def logarithmic(rng: random.Random) -> str:
    """A logarithm of x or of a polynomial, perhaps with a factor and a constant."""
    argument = rng.choice(("x", "x", f"{small(rng)}*x", total((1, "x"), (rng.randint(1, 9), "")), inner(rng),
                           f"x**2 + {rng.randint(1, 9)}", f"{small(rng)}*x + {rng.randint(1, 9)}",
                           f"x**2 + x + {rng.randint(1, 5)}", f"1 + x**{rng.choice((2, 4))}"))  # fmt: skip
    base = rng.choice(("", "", "", "", "", f", {rng.choice((2, 2, 3, 5, 10, 10))}"))
    factor = rng.choice((1, 1, 1, 1, small(rng), -1, -2, Fraction(1, 2)))
    return total((factor, f"log({argument}{base})"), (rng.choice((0, 0, 0, 0, signed(rng))), ""))


@family("trigonometric", "foundation")
def trigonometric(rng: random.Random) -> str:
    """Sines, cosines and their relatives, alone or in a sum."""
    f = rng.choice(("sin", "sin", "sin", "cos", "cos", "cos", "tan", "sec"))
    k, u = rng.choice((1, 1, 1, small(rng, 6), -small(rng, 6), Fraction(1, 2))), linear(rng)
    kind = rng.random()
    if kind < 0.25:
        return total((k, f"{f}(x)"), (rng.choice((0, 0, signed(rng))), ""))
    if kind < 0.65:
        u = rng.choice((u, u, f"pi*x/{small(rng, 6)}", "2*pi*x", "pi*x", f"x + pi/{small(rng, 6)}",
            f"2*x - pi/{small(rng, 6)}"))  # fmt: skip
        return total((k, f"{f[:3] if f != 'sec' else 'sin'}({u})"), (rng.choice((0, 0, 0, signed(rng))), ""))
    if kind < 0.8:
        return total((k, "sin(x)"), (signed(rng, 5), rng.choice(("cos(x)", "cos(x)", "cos(2*x)", "sin(2*x)"))))
    if kind < 0.9:
        return total((k, rng.choice(("sin(x)**2", "cos(x)**2", "tan(x)**2", "sin(x)**3", "cos(x)**3"))),
                     (rng.choice((0, 0, 1, -1, 2)), rng.choice(("cos(x)", "sin(x)"))))  # fmt: skip
    return total((k, f"{f[:3] if f != 'sec' else 'cos'}({inner(rng)})"))


@family("inverse trigonometric", "advanced")
def inverse_trigonometric(rng: random.Random) -> str:
    """An arc function of something simple."""
    f = rng.choice(("atan", "atan", "atan", "asin", "acos"))
    k = rng.choice((1, 1, 1, small(rng), -small(rng), Fraction(1, 2)))
    u = rng.choice(("x", "x", f"{small(rng)}*x", f"x/{small(rng, 7)}", "x**2", f"x - {rng.randint(1, 4)}", "x**3",
                    f"{small(rng)}*x + {rng.randint(1, 4)}", "1 - x", f"{small(rng)}*x**2"))  # fmt: skip
    return total((k, f"{f}({u})"), (rng.choice((0, 0, 0, signed(rng))), ""))


@family("hyperbolic", "advanced")
def hyperbolic(rng: random.Random) -> str:
    """A hyperbolic function of something simple, or a sum of two."""
    f = rng.choice(("sinh", "sinh", "cosh", "cosh", "tanh", "tanh", "sech", "asinh"))
    k = rng.choice((1, 1, 1, small(rng), -small(rng), Fraction(1, 2)))
    if rng.random() < 0.2:
        return total((k, "sinh(x)"), (signed(rng, 5), rng.choice(("cosh(x)", "cosh(x)", "tanh(x)", "cosh(x)**2"))))
    u = rng.choice(("x", "x", f"{small(rng, 5)}*x", f"x/{small(rng, 7)}", f"x - {rng.randint(1, 4)}", "x**2",
                    f"{small(rng, 4)}*x + {rng.randint(1, 4)}", "1 - x"))  # fmt: skip
    return total((k, f"{f}({u})"), (rng.choice((0, 0, 0, signed(rng))), ""))


@family("absolute value", "conceptual")
def absolute_value(rng: random.Random) -> Drawn:
    """Bars around something that changes its sign."""
    a, n = rng.randint(-5, 6), small(rng, 5)
    bars = f"abs({total((1, 'x'), (-a, ''))})"
    scaled, k = f"abs({total((n, 'x'), (-n * a, ''))})", rng.choice((1, 1, 2, 3, -1))
    square = f"abs(x**2 - {n * n})"
    return rng.choice((
        Drawn(bars, (str(a),)), Drawn(total((k, bars), (signed(rng), "")), (str(a),)), Drawn(scaled, (str(a),)),
        Drawn(square, (str(n), str(-n))), Drawn(total((1, bars), (1, rng.choice(("x", "x**2")))), (str(a),)),
        Drawn(f"x*{bars}", (str(a),) if a else ("1",)), Drawn(f"abs(x**2 - {n}*x)", ("0", str(n))),
        Drawn(f"exp(-{bars})", (str(a),)), Drawn("abs(sin(x))", ("0", "pi")), Drawn(f"abs(x**3 - {n**3})", (str(n),)),
        Drawn(f"abs(log({rng.choice(('x', f'x/{n}'))}))", ("1",)), Drawn(f"{n} - {bars}", (str(a),)),
        Drawn(f"(x + {n})*{bars}", (str(a),)), Drawn(f"abs(x) + {bars}" if a else "abs(x) - x/2", ("0",)),
    ))  # fmt: skip


@family("piecewise", "conceptual")
def piecewise(rng: random.Random) -> Drawn:
    """Two formulas that meet, or do not, at one place."""
    a = rng.choice((0, 0, 1, 1, 2, -1, 3))
    left = rng.choice(("x**2", "x + 1", "2*x", "-x", "x**2 - 1", "x**3", "3*x - 2", "4 - x", "x**2 + 2*x", "1 - x**2"))
    wanted = int(eval_at(left, a)) + rng.choice((0, 0, 0, 0, 1, -2))
    k = rng.choice((1, 2, 3, -1, -2, 4))
    right = rng.choice((
        total((k, "x"), (wanted - k * a, "")), total((1, "x**2"), (wanted - a * a, "")),
        total((-1, "x**2"), (wanted + a * a, "")), total((k, "x"), (wanted - k * a, "")),
    ))  # fmt: skip
    if right == left:
        right = total((5, "x"), (wanted - 5 * a, ""))
    return Drawn(f"{left} if x {rng.choice(('<', '<='))} {a} else {right}", (str(a),))


def eval_at(source: str, x: float) -> float:
    """The value of a polynomial."""
    from derivanim.dataset.mathematics.trees import value

    found = value(parse(source), x=x)
    assert found is not None
    return found


_FACTORS = ("x", "x**2", "x**3", "sin(x)", "cos(x)", "exp(x)", "log(x)", "x**4", "exp(-x)", "tan(x)")


@family("product", "foundation")
def product(rng: random.Random) -> str:
    """Two different factors."""
    n = signed(rng, 6)
    polynomials = ["x", "x**2", "x**3", "x**4", "x**5", f"({total((1, 'x'), (n, ''))})", f"(x**2 + {abs(n)})",
                   f"({total((small(rng), 'x'), (n, ''))})", f"({total((1, 'x**2'), (n, 'x'))})"]  # fmt: skip
    others = ["sin(x)", "cos(x)", "exp(x)", "log(x)", "exp(-x)", f"sin({small(rng)}*x)", f"cos({small(rng)}*x)",
              f"exp({small(rng)}*x)", f"exp(-{small(rng)}*x)", "tan(x)", "atan(x)", f"exp(-x/{small(rng)})", "2**x",
              "sinh(x)", "cosh(x)"]  # fmt: skip
    factor = rng.choice(("", "", "", "", "", f"{small(rng)}*"))
    if rng.random() < 0.2:
        first, second = rng.choice(polynomials[5:]), rng.choice((f"(x**3 - {abs(n)})", f"(x**2 - {abs(n) + 1}*x)",
            f"(x - {abs(n) + 1})**2", f"(2*x + {abs(n)})**3"))  # fmt: skip
        return f"{first}*{second}"
    if rng.random() < 0.15:
        return factor + rng.choice(("exp(x)*sin(x)", "exp(x)*cos(x)", "sin(x)*cos(x)", f"exp(-x)*sin({small(rng)}*x)",
            "exp(-x)*cos(x)", "log(x)*sin(x)", f"exp({small(rng)}*x)*cos({small(rng)}*x)"))  # fmt: skip
    return f"{factor}{rng.choice(polynomials)}*{rng.choice(others)}"


@family("quotient", "foundation")
def quotient(rng: random.Random) -> str:
    """Something over something with x in it, of more than one kind."""
    n, m = small(rng, 7), signed(rng, 6)
    above = rng.choice(("sin(x)", "cos(x)", "exp(x)", "log(x)", f"sin({n}*x)", f"exp({n}*x)", "x", "x**2", "1",
        f"({total((1, 'x'), (m, ''))})", "(1 + sin(x))", f"(exp(x) - {n})", "tan(x)", "atan(x)"))  # fmt: skip
    polynomial_below = ("x", "x**2", "x**3", f"({total((1, 'x'), (m, ''))})", f"(x**2 + {n})", f"({n}*x + 1)")
    other_below = ("exp(x)", "cos(x)", "(1 + exp(x))", f"({n} + cos(x))", "(1 + cos(x))", "log(x)",
        f"(1 + {n}*exp(-x))")  # fmt: skip
    plain = above in ("x", "x**2", "1") or above.startswith("(x") or above.startswith("(-")
    return f"{above}/{rng.choice(other_below if plain else (*polynomial_below, *polynomial_below, *other_below[:3]))}"


@family("composition of depth two", "foundation")
def composition(rng: random.Random) -> str:
    """A function of a function."""
    n, u = small(rng, 8), inner(rng)
    outer = rng.choice(("sin", "cos", "exp", "log", "tan", "power", "power", "power", "below", "atan"))
    factor = rng.choice((1, 1, 1, 1, small(rng, 6)))
    named = rng.choice(("sin(x)", "cos(x)", "exp(x)", "log(x)"))
    if outer == "power":
        base = rng.choice((u, u, u, named, f"1 + {named}", f"x + {named}"))
        base = base if (len(letters(parse(base))) and base[0] != "x") or " " in base else total((n, "x"), (1, ""))
        return total((factor, f"({base})**{n}"))
    if outer == "below":
        return f"{factor}/({total((1, 'x**2'), (signed(rng, 5), ''))})**{small(rng, 4)}"
    if outer == "log":
        u = rng.choice((f"x**2 + {n}", "sin(x)", "cos(x)", f"{n}*x + 1", "1 + exp(x)", "log(x)", f"x**2 + x + {n}"))
    elif rng.random() < 0.2:
        u = rng.choice(("sin(x)", "cos(x)", "log(x)", "exp(x)", "tan(x)"))
    return total((factor, f"{outer}({u})"))


@family("sum", "foundation")
def sum_of_kinds(rng: random.Random) -> str:
    """Terms of different kinds."""
    n, k = signed(rng, 6), rng.choice((1, 1, 1, 2, 3, 4, -1))
    others = ("sin(x)", "cos(x)", "exp(x)", "log(x)", "1/x", "exp(-x)", "tan(x)", f"sin({small(rng)}*x)", "atan(x)",
              f"exp({small(rng)}*x)", "1/x**2", "2**x", "cosh(x)")  # fmt: skip
    first, second = rng.sample(others, 2)
    if rng.random() < 0.25:
        return total((k, first), (n, second))
    terms = [(k, first), (n, rng.choice(("x", "x**2", "x**3", "x", "x**4")))]
    rng.shuffle(terms)
    return total(*terms, (rng.choice((0, 0, 0, signed(rng))), ""))


@family("multiple", "foundation")
def multiple(rng: random.Random) -> str:
    """A number times one function."""
    k = rng.choice((small(rng), small(rng, 20), -small(rng), Fraction(1, small(rng, 6)), Fraction(3, 4), 0.5, 10, -1,
                    100, Fraction(2, 3), Fraction(5, 2)))  # fmt: skip
    g = rng.choice(("sin(x)", "cos(x)", "exp(x)", "log(x)", "x**2", "x**3", "x**4", "x**5", "tan(x)", "1/x", "exp(-x)",
                    "atan(x)", f"sin({small(rng)}*x)", f"(x**2 + {rng.randint(1, 9)})", "cosh(x)", "1/x**2", "2**x",
                    f"cos({small(rng)}*x)", "x**7", f"exp({small(rng)}*x)"))  # fmt: skip
    if rng.random() < 0.08:
        k = 1
        g = f"pi*{g}" if not g.startswith("1/") else f"pi/{g[2:]}"
    if g.startswith("1/"):
        return f"{small(rng)}/{g[2:]}" if not isinstance(k, Fraction) else f"{small(rng)}/({small(rng)}*{g[2:]})"
    return total((k, g))
