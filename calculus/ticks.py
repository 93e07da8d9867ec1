"""Ticks that a person would draw: few, round, and in parts of pi where the function is trigonometric."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

_PI_STEPS = tuple(Fraction(text) for text in ("1/12", "1/6", "1/4", "1/2", "1", "2", "5", "10", "20", "50", "100"))


@dataclass(frozen=True)
class Tick:
    """One tick of an axis: where it stands, and its label in Typst's mathematical markup."""

    value: float
    label: str


def nice_step(length: float, parts: float = 5.0) -> float:
    """Return the step of 1, 2 or 5 times a power of ten that cuts the length into about so many parts."""
    raw = length / parts
    power = 10.0 ** math.floor(math.log10(raw))
    factor = min((1, 2, 5, 10), key=lambda number: abs(math.log(number * power / raw)))
    return float(f"{factor * power:.6g}")


def ticks(low: float, high: float, *, pi: bool = False) -> tuple[Tick, ...]:
    """Return the ticks inside of [low, high], zero included."""
    return pi_ticks(low, high) if pi else round_ticks(low, high)


def round_ticks(low: float, high: float, step: float | None = None) -> tuple[Tick, ...]:
    """Return ticks at the multiples of a step, by default of a 1-2-5 step that suits the length."""
    step = step or nice_step(high - low)
    first, last = _multiples(low, high, step)
    return tuple(Tick(_clean(index * step, step), _label(index * step, step)) for index in range(first, last + 1))


def pi_step(length: float) -> Fraction:
    """Return the step, in units of pi, that pi ticks use over such a length."""
    return next((step for step in _PI_STEPS if float(step) * math.pi * 6.5 >= length * (1 - 1e-9)), _PI_STEPS[-1])


def pi_ticks(low: float, high: float) -> tuple[Tick, ...]:
    """Return ticks at multiples of a round part of pi."""
    step = pi_step(high - low)
    first, last = _multiples(low, high, float(step) * math.pi)
    return tuple(Tick(float(index * step) * math.pi, pi_label(index * step)) for index in range(first, last + 1))


def pi_label(multiple: Fraction) -> str:
    """Return the Typst markup of that multiple of pi: "pi", "-pi/2", "(3 pi)/4", "2 pi", "0"."""
    if not multiple:
        return "0"
    top, bottom = abs(multiple.numerator), multiple.denominator
    sign = "-" if multiple < 0 else ""
    name = "pi" if top == 1 else f"{top} pi"
    if bottom == 1:
        return f"{sign}{name}"
    return f"{sign}{name}/{bottom}" if top == 1 else f"{sign}({name})/{bottom}"


def _multiples(low: float, high: float, step: float) -> tuple[int, int]:
    # A hair of tolerance, so that a bound which is itself a multiple keeps its tick.
    return math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)


def _clean(value: float, step: float) -> float:
    digits = max(0, -math.floor(math.log10(step)) + 1)
    return round(value, digits) + 0.0


def _label(value: float, step: float) -> str:
    """Plain digits where they are short, else a power of ten."""
    value = _clean(value, step)
    if value == 0:
        return "0"
    if abs(value) >= 99_999.5 or step < 0.001:
        mantissa, exponent = f"{value:.6e}".split("e")
        factor = mantissa.rstrip("0").rstrip(".")
        power = f"10^({int(exponent)})" if int(exponent) < 0 else f"10^{_braced(int(exponent))}"
        if factor in ("1", "-1"):
            return f"{factor[:-1]}{power}"
        return f"{factor} dot {power}"
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{value:.{decimals}f}"


def _braced(exponent: int) -> str:
    return str(exponent) if exponent < 10 else f"({exponent})"
