"""The one way in which this package makes the symbols of its expressions."""

from __future__ import annotations

from functools import cache

import sympy


@cache
def symbol(name: str) -> sympy.Symbol:
    """The real symbol of that name; every variable of the package comes from here, so that equal names are equal."""
    return sympy.Symbol(name, real=True)
