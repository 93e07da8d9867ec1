"""The only ways in which a value enters a program: as a Python literal, an expression, a name, mathematics or text."""

from __future__ import annotations

import math
import re
from keyword import iskeyword
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from derivanim.calculus.printing import to_numpy
from derivanim.calculus.reader import read_expression
from derivanim.errors import TemplateError
from derivanim.templates.latex import to_latex, to_latex_text
from derivanim.templates.layout import Layout
from derivanim.templates.typesetting import fit, measure

STRIP_HEIGHT = 0.95
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


@pass_context
def mathematics(context: Context, value: Any) -> Code:
    """Markup of formulas, also inside lists and tuples, for the typesetter of the program."""
    return literal(_each(to_latex, value) if context["math"] == "latex" else value)


@pass_context
def text(context: Context, value: Any) -> Code:
    """Typst text, in which formulas stand between dollar signs, for the typesetter of the program."""
    return literal(_each(to_latex_text, value) if context["math"] == "latex" else value)


def _each(convert: Any, value: Any) -> Any:
    if isinstance(value, str):
        return convert(value)
    return type(value)(_each(convert, part) for part in value) if isinstance(value, list | tuple) else value


@pass_context
def formula(context: Context, markup: str, width: float | None = None, size: int = 32) -> Code:
    """Two arguments, the markup broken to fit a width (else the panel's) and its font size."""
    fitted = fit(markup, width or context["layout"].panel_width, size)
    return Code(f"{mathematics(context, fitted.markup)}, {fitted.size}")


@pass_context
def reason(context: Context, line: dict[str, Any]) -> Code:
    """A call that writes one line of the reasoning: {"caption", "rule", "formula", "color", "hold"}."""
    rule = text(context, wrapped(line["rule"], context["layout"].panel_width))
    words: list[str] = [literal(line["caption"]), rule, formula(context, line["formula"])]
    if "color" in line:
        words.append(f"color={name(line['color'])}")
    if "hold" in line:
        words.append(f"hold={literal(line['hold'])}")
    return Code(f"self.reason({', '.join(words)})")


@pass_context
def reasons(context: Context, lines: list[dict[str, Any]], last: bool = False) -> Code:
    """Calls that write lines one below the other; over the whole frame if one is too long for the panel.

    There, lines that could not be read are left out, the result apart; the `last` lines of all stay to the end.
    """
    layout: Layout = context["layout"]
    if not is_long(context, lines):
        return Code("\n        ".join(reason(context, line) for line in lines))  # at the depth of construct()
    steps = []
    for line in [*(line for line in lines[:-1] if fit(line["formula"], layout.page_width).fits), lines[-1]]:
        color = line.get("color", "INK")
        rule = text(context, wrapped(line["rule"], layout.page_width))
        words = [literal(line["caption"]), rule, formula(context, line["formula"], layout.page_width)]
        steps.append(f"({', '.join(words)}, {name(color)}, {literal(line['hold'])})")
    return Code(f"step_view(self, heading, [{', '.join(steps)}]{', back=False' if last else ''})")


@pass_context
def is_long(context: Context, lines: list[dict[str, Any]]) -> bool:
    """Whether one of the lines does not fit into the panel."""
    return not all(fit(line["formula"], context["layout"].panel_width).fits for line in lines)


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


@pass_context
def heading(context: Context, title: dict[str, str]) -> Code:
    """The call that makes the title strip: {"title", "formula"}; the formula is as large as the strip allows."""
    layout: Layout = context["layout"]
    markup = escaped(title["title"])
    wide = measure(markup, 42, math=False)[0]
    shrunk = min(1.0, layout.strip_width / wide)
    free = layout.strip_width - (0 if layout.title_below else wide + 0.5)
    width, height = measure(title["formula"], 40)
    size = max(int(40 * min(1, free / width, STRIP_HEIGHT / height)), 12)
    arguments: list[str] = [text(context, markup), mathematics(context, title["formula"]), literal(size)]
    if shrunk < 1:
        arguments.append(f"title_size={int(42 * shrunk)}")
    return Code(f"self.heading({', '.join(arguments)})")


def escaped(text: str) -> str:
    """Text in which no character is Typst markup."""
    return _MARKUP.sub(r"\\\1", text)


FILTERS = {
    "literal": literal,
    "exact": exact,
    "name": name,
    "numpy": numpy,
    "comment": comment,
    "math": mathematics,
    "text": text,
    "formula": formula,
    "reason": reason,
    "reasons": reasons,
    "heading": heading,
}
TESTS = {"long": is_long}
