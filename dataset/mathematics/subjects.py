"""Functions that a subject asks for: quotients of the form 0/0, equal values at both ends, costs, motions, growth.

The marks of such a function are the places that make it fit: where the quotient is 0/0, or the two ends.
"""

from __future__ import annotations

import random
from fractions import Fraction

from derivanim.dataset.mathematics.families import Drawn, family, signed, small, total

# -- l'Hopital: the mark is the place of the limit


@family("circular quotient of the form 0/0", "application")
def circular_limit(rng: random.Random) -> Drawn:
    """sin(3x)/(5x) and its relatives."""
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    ax, bx = total((a, "x")), total((b, "x"))
    below = bx if b == 1 else f"({bx})"
    if rng.random() < 0.25:
        k = rng.randint(2, 7)
        return rng.choice((Drawn(f"sin({k}*x)/(x - pi)", ("pi",)),
            Drawn(f"(1 + cos(x))/({total((k, '(x - pi)**2'))})", ("pi",)), Drawn(f"cos(x)/({k}*x - {k}*pi/2)",
            ("pi/2",)), Drawn("(1 - sin(x))/cos(x)", ("pi/2",)), Drawn(f"sin(pi*x)/({k}*x - {k})", ("1",
            ))))  # fmt: skip
    return Drawn(rng.choice((f"sin({ax})/{below}", f"sin({ax})/sin({total((b + (a == b), 'x'))})",
        f"(1 - cos({ax}))/x**2", f"tan({ax})/{below}", f"(x - sin({ax}))/x**3" if a == 1
        else f"({ax} - sin({ax}))/x**3", f"(1 - cos({ax}))/{below}", f"(cos({ax}) - 1)/sin({bx})",
        f"(tan({ax}) - {ax})/x**3", f"{bx}/sin({ax})", f"sin({ax})/(x**2 + {bx})",
        f"(1 - cos({ax}))/({total((small(rng), 'x**2'))})", f"atan({ax})/{below}", f"asin({ax})/{below}",)), ("0",
        ))  # fmt: skip


@family("exponential quotient of the form 0/0", "application")
def exponential_limit(rng: random.Random) -> Drawn:
    """(e^(2x) - 1)/x and its relatives."""
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    ax, bx = total((a, "x")), total((b, "x"))
    below = bx if b == 1 else f"({bx})"
    return Drawn(rng.choice((f"(exp({ax}) - 1)/{below}", f"(exp({ax}) - 1)/sin({bx})", f"(exp({ax}) - 1 - {ax})/x**2",
        f"(exp({ax}) - exp(-{ax}))/{below}", f"({small(rng)}**x - 1)/{below}", f"({a + 1}**x - {a + 2}**x)/{below}",
        f"(exp({ax}) - cos({bx}))/x", f"{bx}/(exp({ax}) - 1)", f"(exp(x) - 1 - x)/({total((a, 'x**2'))})",
        f"sinh({ax})/{below}", f"(1 - exp(-{ax}))/{below}",)), ("0",))  # fmt: skip


@family("logarithmic quotient of the form 0/0", "application")
def logarithmic_limit(rng: random.Random) -> Drawn:
    """ln x/(x - 1) and its relatives."""
    a, b, n = rng.randint(1, 9), small(rng), small(rng, 6)
    bx = total((b, "x"))
    return rng.choice((Drawn(f"log(x)/({bx} - {b})", ("1",)), Drawn(f"log(x)/(x**{n} - 1)", ("1",)),
        Drawn(f"{total((a, 'log(x)'))}/(x - 1)", ("1",)), Drawn(f"log(1 + {total((a, 'x'))})/({bx})", ("0",)),
        Drawn(f"({total((a, 'x'), (-a, ''))})/log(x)", ("1",)), Drawn(f"log(x - {n})/(x - {n + 1})", (str(n + 1),)),
        Drawn(f"log(1 + {total((a, 'x'))})/sin({bx})", ("0",)), Drawn(f"log(cos({total((a, 'x'))}))/x**2", ("0",)),
        Drawn(f"log(1 + x**2)/({bx})", ("0",)), Drawn("(x - 1 - log(x))/(x - 1)**2", ("1",)),
        Drawn(f"(log(x) - log({n}))/(x - {n})", (str(n),)),))  # fmt: skip


@family("rational quotient of the form 0/0", "application")
def rational_limit(rng: random.Random) -> Drawn:
    """(x^2 - 4)/(x - 2) and its relatives."""
    a, n = rng.choice((-4, -3, -2, -1, 1, 2, 3, 4, 5)), signed(rng, 6)
    n = n + 1 if n == -a else n
    shift = total((1, "x"), (-a, ""))
    product = total((1, "x**2"), (n - a, "x"), (-a * n, ""))
    return Drawn(rng.choice((f"(x**2 - {a * a})/({shift})", f"({product})/({shift})", f"({product})/(x**2 - {a * a})",
        f"({total((1, 'x**3'), (-(a**3), ''))})/({shift})",
        f"({total((1, 'x**3'), (-(a**3), ''))})/(x**2 - {a * a})", f"({shift})/({product})",
        f"(x**4 - {a**4})/({shift})", f"({shift})/(x**2 - {a * a})",)), (str(a),))  # fmt: skip


@family("quotient of the form oo/oo", "application")
def infinite_limit(rng: random.Random) -> Drawn:
    """ln x/x, x^2 e^(-x) and their relatives, at infinity."""
    a, n = small(rng), small(rng, 3)
    b = small(rng)
    return Drawn(rng.choice((f"log(x)/{total((rng.choice((1, a)), 'x'))}", f"x**{n}/exp(x)", f"x**{n}*exp(-x)",
        f"log(x)/x**{n}", f"{a}*x/exp(x)", f"x/exp({a}*x)", f"({a}*x**2 + {b})/(x**2 + {b}*x)", f"log({a}*x + 1)/x",
        f"({a}*x + 1)/({b}*x - 1)", f"exp(x)/x**{n}", "log(x)**2/x", f"({total((a, 'x'))} + log(x))/x",
        f"log(1 + exp(x))/({b}*x)", f"({a}*x - {b})/exp(x)",)), ("oo",))  # fmt: skip


@family("root quotient of the form 0/0", "application", held_out=True)
def root_limit(rng: random.Random) -> Drawn:
    """(sqrt(1 + x) - 1)/x and its relatives."""
    n, a = rng.randint(2, 6), rng.randint(1, 9)
    return rng.choice((Drawn(f"(sqrt({n * n} + {total((a, 'x'))}) - {n})/x", ("0",)),
        Drawn(f"(sqrt(x) - {n})/(x - {n * n})", (str(n * n),)), Drawn(f"(cbrt(x) - {n})/(x - {n**3})", (str(n**3),)),
        Drawn(f"sin({total((a, 'x'))})/(sqrt(x + 1) - 1)", ("0",)),
        Drawn(f"(sqrt(1 + {total((a, 'x'))}) - 1)/sin({n}*x)", ("0",)), Drawn("log(x)/(sqrt(x) - 1)" if a > 5
        else f"{a}*log(x)/(sqrt(x) - 1)", ("1",)), Drawn(f"(x - {n * n})/(sqrt(x) - {n})", (str(n * n),)),
        Drawn(f"{total((a, 'log(x)'))}/sqrt(x)", ("oo",)),))  # fmt: skip


# -- Rolle: the marks are the ends


@family("polynomial with equal ends", "foundation")
def level_polynomial(rng: random.Random) -> Drawn:
    """A parabola or a cubic with the same value at two places."""
    a = rng.randint(-4, 3)
    b = a + rng.randint(1, 5)
    k, c = rng.choice((1, 1, 1, 2, -1, -2, 3)), rng.choice((0, 0, signed(rng)))
    kind = rng.random()
    if kind < 0.55:
        return Drawn(total((k, "x**2"), (-k * (a + b), "x"), (k * a * b + c, "")), (str(a), str(b)))
    n = small(rng, 3)
    if kind < 0.75:
        low, high = rng.choice(((-n, n), (0, n), (-n, 0)))
        return Drawn(total((k, "x**3"), (-k * n * n, "x"), (c, "")), (str(low), str(high)))
    if kind < 0.9:
        return Drawn(total((k, "x**4"), (-k * rng.randint(1, 8), "x**2"), (c, "")), (str(-n), str(n)))
    return Drawn(f"x*({n} - x)" if rng.random() < 0.4 else f"x**2*({n} - x)", ("0", str(n)))


@family("circular function with equal ends", "foundation")
def level_circular(rng: random.Random) -> Drawn:
    """Sine and cosine over a period, or over half of one."""
    n, k, c = rng.choice((1, 1, 2, 3, 4)), rng.choice((1, 1, 2, 3, 4, 5, -1, -2)), rng.choice((0, 0, 0, signed(rng)))
    nx = total((n, "x"))
    top = {1: "pi", 2: "pi/2", 3: "pi/3", 4: "pi/4"}[n]
    whole = {1: "2*pi", 2: "pi", 3: "2*pi/3", 4: "pi/2"}[n]
    return rng.choice((Drawn(total((k, f"sin({nx})"), (c, "")), ("0", top)), Drawn(total((k, f"sin({nx})"), (c, "")),
        ("0", whole)), Drawn(total((k, f"cos({nx})"), (c, "")), ("0", whole)), Drawn(total((k, f"cos({nx})"), (c,
        "")), (f"-{top}", top)), Drawn(total((k, "sin(x)"), (signed(rng, 4), "cos(x)")), ("0", "2*pi")),
        Drawn(total((k, "sin(x)**2"), (c, "")), ("0", "pi")), Drawn(total((k, f"sin({n}*pi*x)") if n > 1 else (k,
        "sin(pi*x)"), (c, "")), ("0", "1")), Drawn(total((k, "cos(x)**2"), (c, "")), ("0", "pi")),))  # fmt: skip


@family("exponential or logarithm with equal ends", "conceptual")
def level_exponential(rng: random.Random) -> Drawn:
    """Even functions, and products that vanish twice."""
    n, k = small(rng, 4), rng.choice((1, 1, 2, 3, 5, -1, 10))
    return rng.choice((Drawn(total((k, "exp(-x**2)")), (str(-n), str(n))), Drawn(total((k,
        f"log(x**2 + {rng.randint(1, 9)})")), (str(-n), str(n))),
        Drawn(f"{'' if k == 1 else f'{abs(k)}*'}x*({n} - x)*exp(-x)", ("0", str(n))), Drawn(f"x*(x - {n})*exp(x)",
        ("0", str(n))), Drawn(total((k, "exp(x)"), (k, "exp(-x)")), (str(-n), str(n))), Drawn(total((k, "cosh(x)")),
        (str(-n), str(n))), Drawn(total((k, f"log({n}*x - x**2)")), (f"{n}/4", f"{3 * n}/4")), Drawn(total((k,
        f"exp(-x**2/{n})")), (str(-n), str(n))),))  # fmt: skip


@family("quotient with equal ends", "conceptual")
def level_rational(rng: random.Random) -> Drawn:
    """x + k/x and even quotients."""
    a, b, k = rng.randint(1, 3), rng.randint(1, 4), rng.choice((1, 1, 2, 3))
    b = b + 1 if a == b else b
    a, b = sorted((a, b))
    n = rng.randint(1, 9)
    return rng.choice((Drawn(total((1, "x"), (1, f"{a * b}/x")), (str(a), str(b))), Drawn(total((k, "x"), (1,
        f"{k * a * b}/x")), (str(a), str(b))), Drawn(f"{n}/(x**2 + {small(rng)})", (str(-b), str(b))),
        Drawn(f"x**2/(x**2 + {n})", (str(-b), str(b))), Drawn(f"x/(x**2 + {a * b})", (str(a), str(b))),
        Drawn(f"(x**2 - {n})/(x**2 + {small(rng)})", (str(-a), str(a))),))  # fmt: skip


@family("root with equal ends", "conceptual", held_out=True)
def level_root(rng: random.Random) -> Drawn:
    """Roots that vanish at both ends, or are even."""
    n, k = small(rng, 6), rng.randint(1, 4)
    return rng.choice((Drawn(f"x*sqrt({n * n} - x**2)", (rng.choice((str(-n), "0")), str(n))), Drawn(total((k,
        f"sqrt({n * n} - x**2)")), (str(-n), str(n))), Drawn(total((k, f"sqrt(x**2 + {n})")), (str(-k), str(k))),
        Drawn(f"sqrt(x)*({n} - x)", ("0", str(n))), Drawn(total((k, f"sqrt({n}*x - x**2)")), ("0", str(n))),
        Drawn(f"x*sqrt({n} - x)", ("0", str(n))), Drawn(total((n, "sqrt(x)"), (-1, "x")), ("0", str(n * n))),
        Drawn(f"cbrt(x)*({n**3 if n < 3 else 8} - x)", ("0", str(n**3 if n < 3 else 8))),))  # fmt: skip


# -- logarithmic differentiation


@family("power with x below and above", "advanced")
def tower(rng: random.Random) -> Drawn:
    """x^x and its relatives."""
    n, k = small(rng), rng.choice((1, 1, 1, 2, 3))
    base = rng.choice(("x", "x", "x", "x", f"({n}*x)", f"(x + {n})", f"(x**2 + {n})", "log(x)", "sin(x)", "cos(x)",
        f"(1 + {rng.choice((1, n))}/x)", "tan(x)"))  # fmt: skip
    above = rng.choice(("x", "x", f"({n}*x)", "(x**2)", "(1/x)", "sin(x)", "cos(x)", "log(x)", "exp(x)", f"(x + {n})",
        f"({n}/x)", "(-x)"))  # fmt: skip
    above = "x" if not base.startswith("x") and "(" in above and rng.random() < 0.6 else above
    return Drawn(total((k, f"{base}**{above}")))


@family("long product or quotient", "advanced")
def long_product(rng: random.Random) -> Drawn:
    """Three or more factors, some of them below."""
    a, b, c = rng.randint(1, 6), rng.randint(1, 6), small(rng, 5)
    d = small(rng, 4)
    return Drawn(rng.choice((f"x**{c}*exp(x)*(x + {a})", f"(x + {a})**{c}*(x - {b})**{d}/(x**2 + 1)",
        f"x**{c}*(x + {a})**{d}/(x + {a + b})", f"x**{c}*exp(-x)*(x**2 + {a})**{d}",
        f"(x**2 + {a})**{c}*(x + {b})**{d}", f"x*(x + {a})*(x + {a + b})", f"(x + {a})**{c}*exp({b}*x)/(x**2 + {d})",
        f"x**{c}*sin(x)*exp(x)", f"x**{c}*(x**2 + {a})/(x + {b})**{d}", f"(x + {a})*(x + {a + b})*exp(-x)",
        f"x**{c}*cos(x)/(x + {b})", f"(2*x + {a})**{c}/(x**2 + {b})**{d}",)))  # fmt: skip


@family("long product with roots", "advanced", held_out=True)
def root_product(rng: random.Random) -> Drawn:
    """Factors with roots, and powers with roots in them."""
    a, b, c = rng.randint(1, 6), rng.randint(1, 6), small(rng, 5)
    return Drawn(rng.choice((f"x**{c}*exp(x)*sqrt(x + {a})", f"(x + {a})**{c}*(x - {b})**2/sqrt(x**2 + 1)",
        "x**sqrt(x)", f"sqrt(x)*(x + {a})**{c}*exp(-x)", "sqrt(x)**x", f"x**{c}*sqrt(x**2 + {a})/(x + {b})**2",
        f"(x + {a})**{c}/sqrt(x + {a + b})", f"x**{c}*sqrt(x + {a})*sin(x)", f"cbrt(x)*(x + {a})**{c}/(x**2 + {b})",
        f"x**({c}*sqrt(x))", f"(x + {a})**sqrt(x)",)))  # fmt: skip


# -- economics


@family("cost polynomial", "application")
def cost(rng: random.Random) -> Drawn:
    """Fixed and growing costs."""
    fixed, each = rng.choice((50, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1500, 2000,
        5000)), rng.randint(2, 50)  # fmt: skip
    bend = rng.choice((0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 1, 2, Fraction(1, 10), Fraction(1, 20), Fraction(1,
        50)))  # fmt: skip
    if rng.random() < 0.25:
        return Drawn(total((rng.choice((0.01, 0.02, 0.001, 0.1)), "x**3"), (-rng.choice((0.3, 0.5, 0.6, 0.2)),
            "x**2"), (each + 20, "x"), (fixed, "")))  # fmt: skip
    terms = [(bend, "x**2"), (each, "x"), (fixed, "")]
    return Drawn(total(*(terms if rng.random() < 0.6 else terms[::-1])))


@family("revenue polynomial", "application")
def revenue(rng: random.Random) -> Drawn:
    """Prices that fall with the number sold."""
    price, fall = rng.choice((20, 25, 30, 40, 45, 50, 60, 75, 80, 90, 100, 120, 150, 200, 250, 300,
        400)), rng.choice((0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 1))  # fmt: skip
    return Drawn(rng.choice((total((price, "x"), (-fall, "x**2")), f"x*({price} - {fall}*x)", total((price, "x"),
        (-fall / 50, "x**2")) if fall in (0.5, 1) else total((price, "x"), (-fall, "x**2")))))  # fmt: skip


@family("profit polynomial", "application")
def profit(rng: random.Random) -> Drawn:
    """What revenue leaves after the costs."""
    return Drawn(total((-rng.choice((0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2)), "x**2"), (rng.randint(2, 30) * 5,
        "x"), (-rng.randint(2, 40) * 25, "")))  # fmt: skip


@family("cost or revenue that is no polynomial", "application")
def curved_cost(rng: random.Random) -> Drawn:
    """Logarithms, exponentials and quotients."""
    a, b, c = rng.randint(2, 30) * 10, rng.randint(1, 20), rng.choice((5, 10, 20, 25, 50, 100))
    return Drawn(rng.choice((f"{a}*log(x + 1)", f"{a}*x*exp(-x/{c * 2})", f"{a * 5}/(x + 1) + {b}*x",
        f"{a} + {b}*x*log(x)", f"{a} + {c}*log(x + 1)", f"{a}*x/(x + {c})", f"{a}*(1 - exp(-x/{c}))",
        f"{a} + {b}*x + {c}*exp(x/50)", f"{a}*log(2*x + 1)")))  # fmt: skip


@family("cost with a root", "application", held_out=True)
def root_cost(rng: random.Random) -> Drawn:
    """Costs that grow with a root."""
    a, b = rng.randint(2, 40) * 10, rng.randint(2, 40)
    return Drawn(rng.choice((f"{a} + {b}*sqrt(x)", f"{a} + {b}*x + {small(rng, 9)}*sqrt(x)", f"{b}*x*sqrt(x) + {a}",
        f"{b}*sqrt(x + {a})", f"{a}*sqrt(x) - {b}*x/10", f"{b}*x**(3/2) + {a}", f"{a}*x**(2/3)")))  # fmt: skip


@family("revenue with a root", "application", held_out=True)
def root_revenue(rng: random.Random) -> Drawn:
    """Revenues that grow with a root."""
    a, b = rng.randint(2, 60) * 10, rng.randint(1, 20)
    return Drawn(rng.choice((f"{a}*sqrt(x)", f"{a}*x - {b}*x*sqrt(x)", f"{a}*sqrt(x + {b})", f"{a}*x**(2/3)",
        f"{b}*x + {a}*sqrt(x)", f"{a}*x**(3/4)")))  # fmt: skip


@family("profit with a root", "application", held_out=True)
def root_profit(rng: random.Random) -> Drawn:
    """Profits that grow with a root."""
    a, b, c = rng.randint(5, 60) * 10, rng.randint(1, 9), rng.randint(1, 20) * 10
    return Drawn(rng.choice((f"{a}*sqrt(x) - {b}*x - {c}", f"{a}*sqrt(x) - {c}", f"{a}*x**(2/3) - {c}",
        f"{a}*sqrt(x + {b}) - {b}*x - {c}")))  # fmt: skip


# -- motion and change in time


@family("motion polynomial", "application")
def moving(rng: random.Random) -> Drawn:
    """Positions with turning points, and throws."""
    v, h, n = rng.choice((10, 15, 20, 25, 30, 40, 48, 64)), rng.choice((0, 0, 2, 5, 10, 20, 80)), rng.randint(1, 6)
    m = n + rng.randint(1, 4)
    return Drawn(rng.choice((total((v, "x"), (-5, "x**2"), (h, "")), total((-4.9, "x**2"), (v, "x"), (h, "")),
        total((-16, "x**2"), (v, "x"), (h, "")), total((1, "x**3"), (-(n + m), "x**2"), (n * m, "x")), total((1,
        "x**3"), (-3 * n, "x**2"), (rng.choice((2, 5, 8, 9)) * n, "x"), (h, "")), total((1, "x**2"), (-2 * n, "x"),
        (h, "")), total((rng.choice((1, 2)), "x**3"), (-rng.randint(3, 12), "x**2"), (rng.randint(1, 24), "x")),
        total((Fraction(1, 2), "x**2"), (n, "x")), total((1, "x**4"), (-2 * n, "x**2")), total((m, "x"), (-n, "")),
        )))  # fmt: skip


@family("oscillation", "application")
def oscillation(rng: random.Random) -> Drawn:
    """Something that swings, perhaps dying away."""
    a, n = rng.randint(1, 10), rng.choice((1, 2, 3, 4, "pi"))
    nx = "x" if n == 1 else f"{n}*x"
    f = rng.choice(("sin", "cos"))
    plain = total((a, f"{f}({nx})"), (rng.choice((0, 0, 0, a + 2)), ""))
    damped = f"{'' if a == 1 else f'{a}*'}exp({rng.choice(('-x', '-x/2', '-x/4', '-0.5*x'))})*{f}({nx})"
    return Drawn(rng.choice((plain, plain, damped, total((a, f"sin({nx})"), (small(rng), f"cos({nx})")))))


@family("growth and decay", "application")
def growth(rng: random.Random) -> Drawn:
    """Exponential change in time, limits, cooling."""
    a, n, k = rng.choice((2, 3, 5, 8, 10, 20, 50, 100, 200, 500, 1000)), rng.randint(2, 20), rng.choice(("0.1", "0.2",
        "0.05", "0.3", "0.5", "0.02", "0.25"))  # fmt: skip
    room, hot = rng.choice((18, 20, 21, 22, 25)), rng.choice((40, 50, 60, 65, 70, 75, 80))
    return Drawn(rng.choice((f"{a}*exp(x/{n})", f"{a}*exp({k}*x)", f"{a}*exp(-{k}*x)", f"{room} + {hot}*exp(-x/{n})",
        f"{room} + {hot}*exp(-{k}*x)", f"{a * 10}/(1 + {small(rng)}*exp(-x))", f"{a}*(1 - exp(-x/{n}))",
        f"{a}*2**(x/{n})", f"{a}*1.{rng.randint(0, 3)}{rng.randint(1, 9)}**x", f"{a}*x*exp(-x/{n})",
        f"{a}*log(x + 1)", f"{a}*log({n}*x + 1)", f"{a}*x/(x + {n})")))  # fmt: skip
