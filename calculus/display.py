"""A derivation as the few lines that a teacher writes, in Typst, with primes for what is still to be worked out."""

from __future__ import annotations

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.rules import Constant, Identity, Rule, rule_for

# Characters for private use stand for open derivatives while the printer orders factors and terms.
_FIRST_PLACE = 0xE000
_PRIME = sympy.Symbol(chr(0xF8FF))


def primes(expression: sympy.Expr) -> str:
    """The expression in Typst, every open derivative of u written (u)'."""
    opened = sorted(expression.atoms(sympy.Derivative), key=sympy.default_sort_key)
    places = {derivative: sympy.Symbol(chr(_FIRST_PLACE + index)) for index, derivative in enumerate(opened)}
    text = to_typst(expression.xreplace(places))
    for derivative, place in places.items():
        text = text.replace(to_typst(place), prime(derivative.args[0]))
    return text


def prime(function: sympy.Expr) -> str:
    """(u)' in Typst."""
    return f"({to_typst(function)})'"


def with_slope(expression: sympy.Expr, variable: sympy.Symbol) -> str:
    """The expression in Typst, with y' for `slope_symbol`."""
    return to_typst(expression).replace(to_typst(_PRIME), f"{to_typst(variable)}'")


def slope_symbol() -> sympy.Symbol:
    """What stands for y' in an expression that `with_slope` shows."""
    return _PRIME


def written(rule: Rule) -> str:
    """What the rule makes of its function, in the order of its textbook formula: u' v + u v', f'(u) u'."""
    return rule.written(tuple(prime(part) for part in rule.parts), to_typst)


def condensed(
    function: sympy.Expr, variable: sympy.Symbol, derivative: sympy.Expr, max_lines: int
) -> list[tuple[str, str]]:
    """At most `max_lines` lines (rules, Typst): the outermost rule, deeper levels, all evaluated, the textbook form."""
    rule = rule_for(function, variable)
    expression = rule.apply()
    lines = [(rule.label, written(rule))]
    if rule.parts and not expression.has(sympy.Derivative):
        lines.append(("power rule", to_typst(expression)))
    while opened := sorted(expression.atoms(sympy.Derivative), key=sympy.default_sort_key):
        rules = [rule_for(each.args[0], variable) for each in opened]
        expression = expression.xreplace({each: r.apply() for each, r in zip(opened, rules, strict=True)})
        names = list(dict.fromkeys(r.label for r in rules if not isinstance(r, Constant | Identity)))
        lines.append((", ".join(names), primes(expression)))
    if expression != derivative:
        lines.append(("simplify", to_typst(derivative)))
    return _kept([line for i, line in enumerate(lines) if i == 0 or line[1] != lines[i - 1][1]], max_lines)


def _kept(lines: list[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """The first and the last lines; the names of rules between them go to the line that follows."""
    while len(lines) > max(most, 1):
        drop = 1 if len(lines) > 2 else 0
        names = dict.fromkeys(
            name for line in lines[drop : drop + 2] for name in line[0].split(", ") if name not in ("", "simplify")
        )
        lines = [*lines[:drop], (", ".join(names), lines[drop + 1][1]), *lines[drop + 2 :]]
    return lines
