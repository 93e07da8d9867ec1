"""Families of functions of one variable that no training row has: roots in every form, and compositions of three."""

from __future__ import annotations

import random

from derivanim.dataset.mathematics.families import Drawn, family, inner, linear, signed, small, total


def _root(rng: random.Random) -> str:
    """A root of x or of something simple."""
    n = rng.randint(1, 9)
    return rng.choice((
        "sqrt(x)", "sqrt(x)", "sqrt(x)", "cbrt(x)", "x**(2/3)", "x**(1/3)", f"sqrt(x + {n})", f"sqrt({small(rng)}*x)",
        f"sqrt({small(rng)}*x + {n})", f"sqrt(x**2 + {n})", "x**(3/2)", f"cbrt(x + {n})",
    ))  # fmt: skip


@family("root", "conceptual", held_out=True)
def root(rng: random.Random) -> str:
    """A root, perhaps with a factor and more terms."""
    k = rng.choice((1, 1, 1, small(rng), -1, -2, 10, 20))
    rest = rng.choice(((0, ""), (0, ""), (0, ""), (signed(rng), ""), (signed(rng), "x")))
    return total((k, _root(rng)), rest)


@family("root power", "foundation", held_out=True)
def root_power(rng: random.Random) -> str:
    """A power of x with a fraction as its exponent."""
    n, d = rng.choice(((1, 2), (1, 2), (1, 3), (2, 3), (3, 2), (5, 2), (3, 4), (4, 3), (5, 3), (2, 5), (-1, 2), (-2,
        3)))  # fmt: skip
    g = "sqrt(x)" if (n, d) == (1, 2) else "cbrt(x)" if (n, d) == (1, 3) and rng.random() < 0.5 else f"x**({n}/{d})"
    if rng.random() < 0.15:
        return f"{rng.randint(1, 9)}/sqrt(x)"
    return total((rng.choice((1, 1, 1, small(rng, 12), -small(rng))), g))


@family("root constant", "foundation", held_out=True)
def root_constant(rng: random.Random) -> str:
    """A number with a root in it."""
    n = rng.choice((2, 3, 5, 6, 7, 10, 11, 13, 15, 17, 19, 21, 23))
    return rng.choice((f"sqrt({n})", f"{small(rng)}*sqrt({n})", f"cbrt({n})", f"sqrt({n})/{small(rng, 5)}",
                       f"1 + sqrt({n})", f"-sqrt({n})", f"pi*sqrt({n})"))  # fmt: skip


@family("root product", "foundation", held_out=True)
def root_product(rng: random.Random) -> str:
    """A root times something else."""
    n = small(rng)
    other = rng.choice(("sin(x)", "cos(x)", "exp(x)", "log(x)", "exp(-x)", f"(x - {n})", f"(x**2 + {n})", f"sin({n}*x)",
                        f"({n} - x)", f"(2*x + {n})", f"exp({n}*x)"))  # fmt: skip
    g = rng.choice(("sqrt(x)", "sqrt(x)", "cbrt(x)", "x**(2/3)"))
    if rng.random() < 0.35:
        long = rng.choice((f"sqrt(x + {n})", f"sqrt({n * n} - x**2)", f"sqrt(x**2 + {n})", f"sqrt({n} - x)"))
        return f"{rng.choice(('x', 'x', 'x**2'))}*{long}"
    return rng.choice(("", "", "", f"{n}*")) + f"{g}*{other}"


@family("root quotient", "foundation", held_out=True)
def root_quotient(rng: random.Random) -> str:
    """A quotient with a root above or below."""
    n = small(rng)
    return rng.choice((
        f"sqrt(x)/(x + {n})", f"x/sqrt(x**2 + {n})", f"(x + {n})/sqrt(x)", "sin(x)/sqrt(x)", "log(x)/sqrt(x)",
        f"sqrt(x)/exp({rng.choice(('x', f'{n}*x'))})", f"x**2/sqrt(x + {n})", f"(sqrt(x) - {n})/(sqrt(x) + {n})",
        f"sqrt(x + {n})/x", f"{n}*x/(1 + sqrt(x))", f"sqrt(x)/(x**2 + {n})", f"cbrt(x)/(x**2 + {n})", "exp(x)/sqrt(x)",
    ))  # fmt: skip


@family("root composition", "foundation", held_out=True)
def root_composition(rng: random.Random) -> str:
    """A root of a function, or a function of a root."""
    n = small(rng)
    under = rng.choice((f"x**2 + {n}", f"{n}*x + {rng.randint(1, 9)}", f"x**3 + {n}", f"x**2 + x + {n}",
        f"{n * n} - x**2", "1 + exp(x)", f"{n} + sin(x)", f"{n} + cos(x)", f"x**4 + {n}"))  # fmt: skip
    f = rng.choice(("sin", "cos", "exp", "log", "atan"))
    whole = rng.choice((f"sqrt({under})", f"sqrt({under})", f"cbrt({under})", f"({under})**(3/2)", f"{f}(sqrt(x))",
        f"(1 + sqrt(x))**{small(rng, 5)}", f"{f}(sqrt({linear(rng)}))", f"1/sqrt({under})"))  # fmt: skip
    return whole if whole.startswith("1/") else total((rng.choice((1, 1, 1, n)), whole))


@family("root sum", "foundation", held_out=True)
def root_sum(rng: random.Random) -> str:
    """A root and a term of another kind."""
    n = signed(rng, 6)
    terms = [(rng.choice((1, 1, 2, 3, 4, 6)), rng.choice(("sqrt(x)", "sqrt(x)", "cbrt(x)", "x**(2/3)", "1/sqrt(x)"))),
             (n, rng.choice(("x", "x**2", "x**3", "sin(x)", "cos(x)", "exp(x)", "log(x)", "1/x")))]  # fmt: skip
    rng.shuffle(terms)
    return total(*terms, (rng.choice((0, 0, signed(rng))), ""))


@family("root multiple", "foundation", held_out=True)
def root_multiple(rng: random.Random) -> str:
    """A number times a root."""
    return total((rng.choice((small(rng, 20), -small(rng), small(rng))), _root(rng)))


@family("root in an exponent", "advanced", held_out=True)
def root_exponential(rng: random.Random) -> str:
    """An exponential function of a root."""
    k, u = rng.choice((1, 1, small(rng))), rng.choice(("sqrt(x)", "-sqrt(x)", f"sqrt({small(rng)}*x)", "cbrt(x)",
        f"sqrt(x + {rng.randint(1, 9)})", f"{small(rng)}*sqrt(x)"))  # fmt: skip
    return total((k, rng.choice((f"exp({u})", f"exp({u})", f"{small(rng)}**({u})"))))


@family("root in a logarithm", "advanced", held_out=True)
def root_logarithm(rng: random.Random) -> str:
    """A logarithm with a root inside."""
    n = rng.randint(1, 9)
    u = rng.choice((f"sqrt(x) + {n}", f"sqrt(x**2 + {n})", f"x + sqrt(x**2 + {n})", f"{n} + {small(rng)}*sqrt(x)",
        "cbrt(x)"))  # fmt: skip
    return total((rng.choice((1, 1, 1, small(rng), -1)), f"log({u})"))


@family("root in a circular function", "advanced", held_out=True)
def root_trigonometric(rng: random.Random) -> str:
    """Sine or cosine of a root."""
    u = rng.choice(("sqrt(x)", f"{small(rng)}*sqrt(x)", f"sqrt({small(rng)}*x)", f"sqrt(x + {rng.randint(1, 9)})",
        "cbrt(x)"))  # fmt: skip
    return total((rng.choice((1, 1, small(rng), -2)), f"{rng.choice(('sin', 'cos'))}({u})"), (rng.choice((0, 0, 1)),
        ""))  # fmt: skip


@family("root in a hyperbolic function", "advanced", held_out=True)
def root_hyperbolic(rng: random.Random) -> str:
    """A hyperbolic function of a root."""
    u = rng.choice(("sqrt(x)", f"{small(rng)}*sqrt(x)", f"sqrt({small(rng)}*x)", f"sqrt(x + {rng.randint(1, 9)})",
        f"sqrt(x**2 + {rng.randint(1, 9)})"))  # fmt: skip
    return total((rng.choice((1, 1, small(rng), -2)), f"{rng.choice(('sinh', 'cosh', 'tanh'))}({u})"))


@family("root in an arc function", "advanced", held_out=True)
def root_arc(rng: random.Random) -> str:
    """An arc function of a root."""
    u = rng.choice(("sqrt(x)", f"{small(rng)}*sqrt(x)", f"sqrt({small(rng)}*x)", f"sqrt(x + {rng.randint(1, 9)})"))
    f = rng.choice(("atan", "atan", "acos", "asin")) if u == "sqrt(x)" else "atan"
    return total((rng.choice((1, 1, small(rng), -2)), f"{f}({u})"))


@family("composition of depth three", "advanced", held_out=True)
def composition(rng: random.Random) -> str:
    """A function of a function of a function."""
    n, m, u = small(rng, 6), small(rng, 5), linear(rng)
    f, g = rng.sample(("sin", "cos"), 2)
    return rng.choice((f"{f}({u})**{m}", f"exp({f}({n}*x))", f"log({n} + {f}({u}))", f"{f}(exp({n}*x))",
        f"exp({f}(x)**2)", f"{f}({g}({n}*x))", f"log({n} + exp({m}*x))", f"(1 + exp({u}))**{m}", f"{f}(x**2)**{m}",
        f"atan(exp({n}*x))", f"log(x**2 + {n})**{m}", f"({n} + {f}({m}*x))**2", f"exp(-{f}({n}*x))",
        f"{f}({inner(rng)})**2", f"(x + {f}({n}*x))**{m}", f"{f}(log(x**2 + {n}))", f"{f}(({n}*x + 1)**2)",
        ))  # fmt: skip


@family("exponential of depth three", "advanced", held_out=True)
def deep_exponential(rng: random.Random) -> str:
    """An exponential function of a composition."""
    n, f = small(rng, 6), rng.choice(("sin", "cos"))
    u = rng.choice((f"{f}({n}*x)", f"-{f}({n}*x)", f"{f}(x)**2", f"{f}(x**2)", f"({n}*x + 1)**2", f"-(x - {n})**2",
        f"{f}({linear(rng)})"))  # fmt: skip
    return total((rng.choice((1, 1, 2, 3, 5)), rng.choice((f"exp({u})", f"exp({u})", f"{n}**({u})"))))


@family("logarithm of depth three", "advanced", held_out=True)
def deep_logarithm(rng: random.Random) -> str:
    """A logarithm of a composition."""
    n, f = small(rng, 7), rng.choice(("sin", "cos"))
    u = rng.choice((f"{n} + {f}({linear(rng)})", f"{n} + exp({small(rng)}*x)", f"1 + (x - {n})**2", f"1 + {f}(x)**2",
        f"{n} + {f}(x**2)", "log(x**2 + 2)"))  # fmt: skip
    return total((rng.choice((1, 1, 2, 3, -1)), f"log({u})"))


@family("circular function of depth three", "advanced", held_out=True)
def deep_trigonometric(rng: random.Random) -> str:
    """Powers and compositions of sines and cosines of something."""
    f, g = rng.sample(("sin", "cos"), 2)
    n = small(rng, 6)
    u = rng.choice((f"{f}({linear(rng)})**{n}", f"{f}({g}({n}*x))", f"{f}({n}*x)**2", f"{f}(x**2)**2",
        f"{f}(2*{g}({n}*x))"))  # fmt: skip
    return total((rng.choice((1, 1, 2, 3, -1)), u), (rng.choice((0, 0, 1)), ""))


@family("hyperbolic function of depth three", "advanced", held_out=True)
def deep_hyperbolic(rng: random.Random) -> str:
    """Powers of hyperbolic functions of something."""
    f, n = rng.choice(("sinh", "cosh", "tanh")), small(rng, 5)
    u = rng.choice((f"{f}({linear(rng)})**{n}", f"tanh(sinh({n}*x))", f"{f}({n}*x)**2", f"tanh(cosh({n}*x))"))
    return total((rng.choice((1, 1, 2, 3, -1)), u))


@family("arc function of depth three", "advanced", held_out=True)
def deep_arc(rng: random.Random) -> str:
    """An arc function of a composition."""
    n, f = small(rng, 5), rng.choice(("sin", "cos"))
    u = rng.choice((f"exp({n}*x)", f"{f}({n}*x)", f"({n}*x + 1)**2", "exp(-x**2)", f"tan({n}*x)"))
    return total((rng.choice((1, 1, 2, 3, -1)), f"atan({u})"))


@family("root by cases", "conceptual", held_out=True)
def root_corner(rng: random.Random) -> Drawn:
    """Roots with a place at which the tangent is vertical or missing."""
    a = rng.choice((0, 0, 0, 1, 2, -1, 3))
    u = total((1, "x"), (-a, ""))
    k = rng.choice((1, 1, 2, 3, -1))
    inside = f"cbrt({u})" if rng.random() < 0.4 else f"({u})**(2/3)" if rng.random() < 0.6 else f"sqrt(abs({u}))"
    return Drawn(total((k, inside), (rng.choice((0, 0, signed(rng))), "")).replace("(x)**", "x**"), (str(a),))
