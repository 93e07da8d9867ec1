"""The chain rule as two changes in a row: x moves u, and u moves y."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from derivanim.slots.base import DerivativeSlots, Level, Number


class ChainRule(DerivativeSlots):
    """A composition of an outer and an inner function."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the chain rule, as the change of the inner function handed on to the outer one"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "chain_rule", "function": "(x**2 + 1)**3"},
        {"template": "chain_rule", "function": "sin(x**2)", "point": "1"},
        {"template": "chain_rule", "function": "exp(-x**2)"},
        {"template": "chain_rule", "function": "log(x**2 + 1)"},
        {"template": "chain_rule", "function": "sqrt(1 + x**2)"},
        {"template": "chain_rule", "function": "1/(1 + x**2)"},
        {"template": "chain_rule", "function": "cos(sqrt(t))", "variable": "t", "function_name": "g"},
    )

    template: Literal["chain_rule"] = "chain_rule"
    point: Number | None = Field(None, description="where the changes are looked at; left out, it is chosen")
