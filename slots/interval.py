"""What schemas about a function on an interval share: its ends, and how it is written."""

from __future__ import annotations

import sympy
from pydantic import Field

from derivanim.calculus.reader import read_number
from derivanim.slots import numbers
from derivanim.slots.base import FunctionSlots, Interval


class IntervalSlots(FunctionSlots):
    """A function and the interval on which it is looked at."""

    interval: Interval = Field(description="the closed interval, as its two ends")

    @property
    def ends(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The ends of the interval as SymPy numbers."""
        return read_number(self.interval[0]), read_number(self.interval[1])

    @property
    def typeset(self) -> str:
        """`$[0, 2]$`, for the name of a line."""
        return f"$[{', '.join(map(numbers.exact, self.ends))}]$"

    @property
    def spoken(self) -> str:
        """`[0, 2]`, for captions."""
        return f"[{', '.join(map(numbers.plain, self.ends))}]"
