"""Is a slot object what was asked for? The metric behind every share of right answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy

from derivanim.calculus import budget
from derivanim.calculus.proving import equal
from derivanim.calculus.reader import read_equation, read_expression, read_number
from derivanim.calculus.verdict import Status
from derivanim.errors import DerivanimError
from derivanim.slots.registry import templates

DEFAULTED = frozenset({"goal", "order", "quantity", "point"})
EQUAL = frozenset({Status.proved, Status.agrees})
# Fields that hold one number; all others that hold no function are compared as they are written.
NUMBERS = frozenset({
    "point", "start", "target", "value", "length", "distance", "other_distance", "radius", "height", "depth", "person",
    "rate", "other_rate", "away",
})  # fmt: skip


def differences(expected: Mapping[str, Any], slots: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields in which a slot object is not what was asked; empty where it is right.

    Every field of `expected` counts, mathematics up to equality: functions and numbers by SymPy, equations up to a
    constant factor; `template` may be a list of which any is right. A field that was not asked for counts too where it
    changes the picture: another point or interval.
    """
    expected, slots = _with_defaults(expected), _with_defaults(slots)
    if "function_name" in expected:
        # A name that the schema has by itself, as s for a motion, need not be written
        slots = {**_names(slots), **slots}
    named = set(expected) | ({"point", "interval"} & {name for name, value in slots.items() if value is not None})
    return tuple(sorted(name for name in named if not _same(name, expected.get(name), slots.get(name))))


def _with_defaults(slots: Mapping[str, Any]) -> Mapping[str, Any]:
    """With what stands for a field that was left out, such as the goal "both" of an optimization or the order 2."""
    schema = templates().get(str(slots.get("template")))
    fields = schema.model_fields if schema else {}
    shown = {name: field.default for name, field in fields.items() if name in DEFAULTED and field.default is not None}
    return shown | dict(slots)


def _names(slots: Mapping[str, Any]) -> Mapping[str, Any]:
    schema = templates().get(str(slots.get("template")))
    field = schema.model_fields.get("function_name") if schema else None
    return {"function_name": field.default} if field else {}


def _same(name: str, wanted: Any, given: Any) -> bool:
    if wanted is None or given is None:
        return wanted is None and given is None
    if name == "template":
        return given in wanted if isinstance(wanted, list | tuple) else bool(wanted == given)
    if name == "variables":
        return list(wanted) == list(given)
    if isinstance(wanted, list | tuple):
        return isinstance(given, list | tuple) and len(wanted) == len(given) and all(map(_equal_numbers, wanted, given))
    if name in ("function", "derivative", "x", "y"):
        return _call(_equal_functions, wanted, given)
    if name in NUMBERS:
        return str(wanted) == str(given) or _equal_numbers(wanted, given)
    if name == "equation":
        return _call(_equal_equations, wanted, given)
    return bool(wanted == given)


def _call(compare: Any, wanted: str, given: str) -> bool:
    try:
        return bool(budget.call(compare, str(wanted), str(given), seconds=10.0))
    except DerivanimError:
        return False


def _equal_numbers(wanted: str, given: str) -> bool:
    return _call(_numbers, str(wanted), str(given))


def _numbers(wanted: str, given: str) -> bool:
    return bool(sympy.simplify(read_number(wanted) - read_number(given)) == 0)


def _equal_functions(wanted: str, given: str) -> bool:
    first, second = read_expression(wanted).expression, read_expression(given).expression
    if first == second:
        return True
    return first.free_symbols == second.free_symbols and equal(first, second).status in EQUAL


def _equal_equations(wanted: str, given: str) -> bool:
    first, second = (side.lhs - side.rhs for side in (read_equation(text).expression for text in (wanted, given)))
    if sympy.expand(first - second) == 0 or sympy.expand(first + second) == 0:
        return True
    ratio = sympy.simplify(first / second)
    return bool(ratio.is_number and ratio.is_finite and ratio != 0)
