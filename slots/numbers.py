"""Numbers as pictures, lines of reasoning and captions show them: exact where that is short, else with decimals."""

from __future__ import annotations

import math
import re

import sympy

from derivanim.calculus.printing import to_source, to_typst

SHORT = 9  # operations in an exact value that is still read at a glance
WHOLE = 10**6  # from here on whole numbers have a power of ten


def decimal(value: float) -> str:
    """A number as a picture shows it: two decimals, or three significant digits where two decimals say little."""
    if value == 0 or 0.1 <= abs(value) < 1000:
        text = f"{value:.2f}".rstrip("0").rstrip(".")
    elif 0.001 <= abs(value) < 100_000:
        text = f"{value:.3g}" if abs(value) < 1 else f"{value:.0f}"
    else:
        mantissa, exponent = f"{value:.2e}".split("e")
        text = f"{mantissa.rstrip('0').rstrip('.')} dot 10^({int(exponent)})"
    return "0" if text == "-0" else text


def exact(value: sympy.Expr) -> str:
    """An exact number in Typst; fractions of a power of ten, as people type them, as decimals."""
    if isinstance(value, sympy.Rational) and value.q > 5 and _is_short_decimal(value):
        return f"{float(value):g}"
    return to_typst(value)


def _is_short_decimal(value: sympy.Rational) -> bool:
    return (10**3 * value).is_integer is True and abs(value) < 10**6


def is_short(value: sympy.Expr) -> bool:
    """Whether an exact value is better shown as it is than as a decimal."""
    if value.is_Integer:
        return bool(abs(value) < WHOLE)
    return (
        not value.has(sympy.Float)
        and value.count_ops() <= SHORT
        and all(abs(part.p) < 1000 > part.q for part in value.atoms(sympy.Rational))
    )


def valued(value: sympy.Expr) -> str:
    """`exact approx decimal`, or one of both where the other says nothing new; begins with its relation."""
    rounded = decimal(float(value))
    if isinstance(value, sympy.Rational) and is_short(value) and float(value) == float(f"{float(value):.2f}"):
        return f"= {exact(value)}"
    if not is_short(value):
        return f"approx {rounded}"
    return f"= {exact(value)} approx {rounded}"


def plain(value: sympy.Expr | str) -> str:
    """Mathematics inside a caption: x^2 sin(x)."""
    if isinstance(value, sympy.Rational) and value.q > 5 and _is_short_decimal(value):
        return f"{float(value):g}"
    text = value if isinstance(value, str) else to_source(value)
    return re.sub(r"(?<=[\w)])\*(?=[\w(])", " ", text.replace("**", "^"))


def nice(value: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above the value."""
    power = 10.0 ** math.floor(math.log10(value))
    return max(step * power for step in (1, 2, 5) if step * power <= value * (1 + 1e-9))


def is_exact(value: sympy.Expr) -> bool:
    """Whether the label of a number is the number itself: 0.25 and pi/4 are, 0.33 is not."""
    if isinstance(value, sympy.Rational):
        shown = decimal(float(value))
        return "dot" not in shown and float(shown) == float(value)
    return is_short(value) and abs(value).count_ops() < 3 and not value.atoms(sympy.Function)  # a sign is no operation


def label(value: sympy.Expr) -> str:
    """A number beside a picture: pi/4 and sqrt(2) as they are, everything else with decimals."""
    return exact(value) if is_exact(value) and not value.is_Rational else decimal(float(value))


def equals(value: sympy.Expr) -> str:
    """`= 2` or `approx 0.54`."""
    return f"{'=' if is_exact(value) else 'approx'} {label(value)}"
