"""The derivative's graph, traced by the slope of the function above it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from derivanim.slots.base import DerivativeSlots, Interval, Level


class DerivativeGraph(DerivativeSlots):
    """A function above, and below it the graph of its slope."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "the graph of the derivative is traced below the function by its slope"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "derivative_graph", "function": "x**3 - 3*x"},
        {"template": "derivative_graph", "function": "sin(x)"},
        {"template": "derivative_graph", "function": "exp(-x**2)"},
        {"template": "derivative_graph", "function": "log(x)", "interval": ["1/4", "5"]},
        {"template": "derivative_graph", "function": "sqrt(x)"},
        {"template": "derivative_graph", "function": "1/(1 + x**2)"},
        {"template": "derivative_graph", "function": "x*cos(2*x)", "interval": ["-pi", "pi"]},
    )

    template: Literal["derivative_graph"] = "derivative_graph"
    interval: Interval | None = Field(None, description="the part of the curve to show; left out, it is chosen")
