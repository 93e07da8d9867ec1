"""The only ways in which a value enters a program: as a Python literal, an expression, a name or Typst markup."""

from __future__ import annotations

import math
import re
from keyword import iskeyword
from typing import Any

from derivanim.calculus.printing import to_numpy
from derivanim.calculus.reader import read_expression
from derivanim.errors import TemplateError
from derivanim.templates.typesetting import fit, measure

PANEL_WIDTH = 4.6
FRAME_WIDTH = 12.8
STRIP_WIDTH, STRIP_HEIGHT = 13.3, 0.95
_COMMA = re.compile(r", (?=(?:[^$]*\$[^$]*\$)*[^$]*$)")  # outside of formulas
_MARKUP = re.compile(r"([\\#$*_`<>@\[\]~=/'\"-])")


class Code(str):
    """A piece of Python that a filter printed; nothing else can be written into a program."""

    __slots__ = ()


def only_code(value: Any) -> str:
    """Jinja's `finalize`: refuse a value that went through no filter."""
    if isinstance(value, Code):
        return value
    raise TemplateError(f"a value entered the program without a filter: {value!r:.60}")


def literal(value: Any) -> Code:
    """A Python literal: text, numbers, and tuples or lists of them."""
    if isinstance(value, bool | str | None):
        return Code(repr(str(value)) if isinstance(value, str) else repr(value))
    if isinstance(value, int | float):
        return Code(_number(value))
    if isinstance(value, list | tuple):
        inner = ", ".join(map(literal, value))
        return Code(f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})")
    raise TemplateError(f"no literal for {type(value).__name__}")


def _number(value: float) -> str:
    """A number with the six digits that a picture can show, or an exact integer."""
    if not math.isfinite(value):
        raise TemplateError(f"{value} is no number of a picture")
    return repr(value) if isinstance(value, int) else repr(float(f"{value:.6g}"))


def exact(value: float) -> Code:
    """A number with all its digits."""
    return Code(repr(float(value)))


def name(value: str) -> Code:
    """A Python name."""
    if not value.isidentifier() or iskeyword(value):
        raise TemplateError(f"{value!r} is no name of Python")
    return Code(value)


def numpy(source: str, *variables: str) -> Code:
    """A NumPy expression for a function given as text; constant functions too have the shape of their argument."""
    expression = read_expression(source, variables=list(variables)).expression
    code = to_numpy(expression, list(variables))
    return Code(code if expression.free_symbols else f"{code} + 0 * {variables[0]}")


def comment(value: str) -> Code:
    """Text inside a docstring or a comment: one line, without what would end it."""
    return Code(" ".join(value.split()).replace("\\", "\\\\").replace('"""', "'''"))


def formula(markup: str, width: float = PANEL_WIDTH, size: int = 32) -> Code:
    """Two arguments, the markup broken to fit a width and its font size."""
    fitted = fit(markup, width, size)
    return Code(f"{literal(fitted.markup)}, {fitted.size}")


def reason(line: dict[str, Any]) -> Code:
    """A call that writes one line of the reasoning: {"caption", "rule", "formula", "color", "hold"}."""
    words: list[str] = [literal(line["caption"]), literal(wrapped(line["rule"], PANEL_WIDTH)), formula(line["formula"])]
    if "color" in line:
        words.append(f"color={name(line['color'])}")
    if "hold" in line:
        words.append(f"hold={literal(line['hold'])}")
    return Code(f"self.reason({', '.join(words)})")


def reasons(lines: list[dict[str, Any]], last: bool = False) -> Code:
    """Calls that write lines one below the other; over the whole frame if one is too long for the panel.

    There, lines that could not be read are left out, the result apart; the `last` lines of all stay to the end.
    """
    if not is_long(lines):
        return Code("\n        ".join(map(reason, lines)))  # at the depth of construct()
    steps = []
    for line in [*(line for line in lines[:-1] if fit(line["formula"], FRAME_WIDTH).fits), lines[-1]]:
        color = line.get("color", "INK")
        shown = formula(line["formula"], FRAME_WIDTH)
        words = [literal(line["caption"]), literal(wrapped(line["rule"], FRAME_WIDTH)), shown]
        steps.append(f"({', '.join(words)}, {name(color)}, {literal(line['hold'])})")
    return Code(f"step_view(self, heading, [{', '.join(steps)}]{', back=False' if last else ''})")


def is_long(lines: list[dict[str, Any]]) -> bool:
    """Whether one of the lines does not fit into the panel."""
    return not all(fit(line["formula"], PANEL_WIDTH).fits for line in lines)


def wrapped(rule: str, width: float) -> str:
    """The names of rules on as many lines as they need, broken after commas."""
    lines: list[str] = []
    for part in _COMMA.split(rule):
        longer = f"{lines[-1]}, {part}" if lines else part
        if lines and measure(longer, 26, math=False)[0] > width:
            lines.append(part)
        else:
            lines[-1:] = [longer]
    return ", \\ ".join(lines)


def heading(title: dict[str, str]) -> Code:
    """The call that makes the title strip: {"title", "formula"}; the formula is as large as the strip allows."""
    markup = escaped(title["title"])
    free = STRIP_WIDTH - measure(markup, 42, math=False)[0] - 0.5
    width, height = measure(title["formula"], 40)
    size = int(40 * min(1, free / width, STRIP_HEIGHT / height))
    return Code(f"self.heading({literal(markup)}, {literal(title['formula'])}, {max(size, 12)})")


def escaped(text: str) -> str:
    """Text in which no character is Typst markup."""
    return _MARKUP.sub(r"\\\1", text)


FILTERS = {
    "literal": literal,
    "exact": exact,
    "name": name,
    "numpy": numpy,
    "comment": comment,
    "formula": formula,
    "reason": reason,
    "reasons": reasons,
    "heading": heading,
}
TESTS = {"long": is_long}
