"""Real mathematics for requests: functions drawn by family, written in one of several notations.

A function is a small tree of tuples, so that the same function can be written as a program, as on a calculator, in
LaTeX, in Unicode or in words, whatever the reader will make of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from derivanim.dataset.draw import Row
from derivanim.pointing.form import MARKER

Tree = tuple[Any, ...]
NOTATIONS = ("python", "calculator", "latex", "unicode", "words")
X: Tree = ("x",)
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPOKEN = {"sin": "sine", "cos": "cosine", "tan": "tangent", "ln": "natural log", "sqrt": "square root"}


def number(value: int) -> Tree:
    """A whole number."""
    return ("number", value)


def linear(rng: random.Random) -> Tree:
    """A multiple of x, sometimes with a constant."""
    times = ("*", number(rng.randint(2, 6)), X)
    return times if rng.random() < 0.6 else (rng.choice("+-"), times, number(rng.randint(1, 9)))


def polynomial(rng: random.Random) -> Tree:
    """Two or three terms with falling powers."""
    top = rng.randint(2, 4)
    tree: Tree = ("^", X, top)
    if rng.random() < 0.5:
        tree = ("*", number(rng.randint(2, 5)), tree)
    if rng.random() < 0.8:
        factor = rng.randint(1, 6)
        term: Tree = X if top == 2 or rng.random() < 0.5 else ("^", X, top - 1)
        tree = (rng.choice("+-"), tree, term if factor == 1 else ("*", number(factor), term))
    return tree if rng.random() < 0.5 else (rng.choice("+-"), tree, number(rng.randint(1, 9)))


def elementary(rng: random.Random) -> Tree:
    """One named function of x."""
    return rng.choice((("sin", X), ("cos", X), ("tan", X), ("exp", X), ("ln", X), ("sqrt", X)))


def product(rng: random.Random) -> Tree:
    """Two different factors, each of another kind."""
    first = rng.choice((X, ("^", X, rng.randint(2, 4)), ("+", X, number(rng.randint(1, 5)))))
    return ("*", first, elementary(rng))


def composition(rng: random.Random) -> Tree:
    """A named function of something, or a power of a sum."""
    inner = rng.choice((linear(rng), ("^", X, rng.randint(2, 3)), ("+", ("^", X, 2), number(rng.randint(1, 4)))))
    if rng.random() < 0.2:
        return ("^", ("+", ("*", number(rng.randint(2, 5)), X), number(rng.randint(1, 9))), rng.randint(2, 7))
    return (rng.choice(("sin", "cos", "exp", "ln", "sqrt")), inner)


def rational(rng: random.Random) -> Tree:
    """One over x, or a quotient with a simple denominator."""
    if rng.random() < 0.25:
        return ("/", number(1), X)
    below = rng.choice((("+", ("^", X, 2), number(1)), ("-", X, number(rng.randint(1, 5)))))
    return ("/", rng.choice((number(1), X)), below)


def damped(rng: random.Random) -> Tree:
    """Something times a falling exponential."""
    return ("*", rng.choice((X, ("^", X, 2), ("sin", X))), ("exp", ("neg", X)))


FAMILIES: dict[str, Callable[[random.Random], Tree]] = {
    "polynomial": polynomial, "elementary": elementary, "product": product, "composition": composition,
    "rational": rational, "damped": damped,
}  # fmt: skip


def write(tree: Tree, notation: str, variable: str = "x") -> str:
    """The text of a function in a notation."""
    return _words(tree, variable) if notation == "words" else _formula(tree, notation, variable)


def _formula(tree: Tree, notation: str, variable: str) -> str:
    head = tree[0]
    parts = [_formula(part, notation, variable) if isinstance(part, tuple) else str(part) for part in tree[1:]]
    if head == "x":
        return variable
    if head == "number":
        return parts[0]
    if head == "neg":
        return f"-{parts[0]}"
    if head in "+-":
        return (
            f"{parts[0]} {head} {parts[1]}"
            if notation != "unicode"
            else f"{parts[0]} {'−' if head == '-' else '+'} {parts[1]}"
        )
    if head == "*":
        left, right = (_wrapped(part, text, notation) for part, text in zip(tree[1:], parts, strict=True))
        sign = {"python": "*", "calculator": "" if tree[1][0] == "number" else " ", "latex": " ", "unicode": "·"}[
            notation
        ]
        return f"{left}{sign}{right}"
    if head == "/":
        if notation == "latex":
            return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
        return f"{_wrapped(tree[1], parts[0], notation)}/{_wrapped(tree[2], parts[1], notation)}"
    if head == "^":
        base = _wrapped(tree[1], parts[0], notation) if tree[1][0] not in ("x",) else parts[0]
        power = {"python": "**{}", "calculator": "^{}", "latex": "^{{{}}}"}.get(notation, "{}").format(tree[2])
        return base + (power.translate(_SUPERSCRIPT) if notation == "unicode" else power)
    return _call(head, parts[0], notation)


def _wrapped(tree: Tree, text: str, notation: str) -> str:
    """Brackets where a factor is a sum or a quotient."""
    return f"({text})" if tree[0] in ("+", "-", "/", "neg") and not (tree[0] == "/" and notation == "latex") else text


def _call(name: str, inside: str, notation: str) -> str:
    short = len(inside) == 1
    if name == "exp":
        power = {"latex": f"e^{{{inside}}}", "python": f"exp({inside})"}
        return power.get(notation, f"e^{inside}" if short else f"e^({inside})")
    if name == "sqrt":
        return {"latex": rf"\sqrt{{{inside}}}", "unicode": f"√{inside}" if short else f"√({inside})"}.get(
            notation, f"sqrt({inside})"
        )
    if notation == "latex":
        return rf"\{name} {inside}" if short else rf"\{name}({inside})"
    return f"{name} {inside}" if short and notation in ("calculator", "unicode") else f"{name}({inside})"


def _words(tree: Tree, variable: str) -> str:
    head = tree[0]
    parts = [_words(part, variable) if isinstance(part, tuple) else str(part) for part in tree[1:]]
    if head in ("x", "number"):
        return variable if head == "x" else parts[0]
    if head == "neg":
        return f"minus {parts[0]}"
    if head in "+-*/":
        word = {"+": "plus", "-": "minus", "*": "times", "/": "over"}[head]
        return f"{parts[0]} {word} {parts[1]}"
    if head == "^":
        return f"{parts[0]} " + {2: "squared", 3: "cubed"}.get(tree[2], f"to the power of {tree[2]}")
    if head == "exp":
        return f"e to the {parts[0]}"
    return f"the {_SPOKEN[head]} of {parts[0]}"


def draw_function(rng: random.Random) -> tuple[str, Tree]:
    """A family's name and one of its functions."""
    name = rng.choice(sorted(FAMILIES))
    return name, FAMILIES[name](rng)


def realised(row: Row, rng: random.Random, values: dict[str, str] | None = None) -> str:
    """The request with mathematics in the place of its markers."""
    chosen: dict[str, str] = dict(values or {})
    variable = "t" if " t =" in row.text or " t " in row.text else "x"
    for marker in dict.fromkeys(MARKER.findall(row.text)):
        while marker not in chosen:
            value = _value(marker, row, rng, variable)
            if marker[0] not in "NP" or value not in chosen.values():  # equal numbers would be one marker
                chosen[marker] = value
    return MARKER.sub(lambda match: chosen[match.group()], row.text)


_EQUATIONS = ("x^2 + y^2 = 25", "x^3 + y^3 = 6xy", "y^2 = x^3 - x + 1", "x y + y^3 = 2",
              r"\frac{x^2}{9}+\frac{y^2}{4}=1",
              "x**2 - x*y + y**2 = 7", "sin(y) = x", "x² + 4y² = 8")  # fmt: skip
_CURVES = ("x = t^2, y = t^3", "(cos t, sin t)", "x = 3cos(t), y = 2sin(t)", "(t**2 - 1, t**3 - t)",
           r"x = 2\cos t, y = \sin t")  # fmt: skip
_SURFACES = ("f(x, y) = x^2 y", "x^2 + y^2", "z = 4 - x^2 - y^2", "sin(x) cos(y)", "x**2 + 3*x*y", "f(x,y) = x e^y",
             r"\frac{x^2}{4}+y^2")  # fmt: skip
_SURFACE_TEMPLATES = ("partial_derivatives", "tangent_plane", "directional_derivative")
# Functions of a template whose subject asks for a form of their own.
_FORMS = {
    "lhopital_rule": ("sin(x)/x", "(e^x - 1)/x", "(x^2 - 1)/(x - 1)", "ln(x)/(x - 1)", r"\frac{1-\cos x}{x^2}"),
    "logarithmic_differentiation": ("x^x", "x^(sin x)", "(x^2 + 1)^x", "x**(2*x)", "(sin x)^x"),
    "polar_tangent": ("r = 1 + cos(theta)", "r = 2 sin(3θ)", "1 + sin(theta)", "r = 2cos(theta)", "r = 1 + theta"),
    "quotient_rule": ("x/(x^2 + 1)", "sin(x)/x", "(2x + 1)/(x - 3)", r"\frac{x^2}{x+1}", "e^x/x"),
    "newton_method": ("x^3 - 2x - 5", "cos(x) - x", "x^2 - 2", "f(x) = e^x - 3x", "x**3 - x - 1"),
    "rolle_theorem": ("x^2 - 4x + 3", "sin(x)", "x^3 - x", "f(x) = x(2 - x)"),
}  # fmt: skip
_NUMBERS = ("1", "2", "0", "-1", "3", "0.5", "1/2", "pi/4", "-2", "4", "π/3", "1.5", "10", "pi", r"\frac{\pi}{6}")
_MEASURES = ("2", "5", "0.5", "13", "3", "1.5", "100", "12", "6")
_ANGLES = ("pi/4", "π/3", "pi/6", "0", "pi/2", r"\frac{\pi}{6}")
_INTERVALS = ("[0, 2]", "[-1, 3]", "[0, 2pi]", "[1, 4]", "[-2, 2]", "[0, π]", "[0.5, 3]", "[1,5]")
_SPOKEN_INTERVALS = ("from 0 to 2", "between -1 and 3", "from -2 to 2", "between 0 and pi", "from 1 to 4")


def _value(marker: str, row: Row, rng: random.Random, variable: str) -> str:
    kind, template = marker[0], str(row.target["template"])
    if kind == "E" and template in _FORMS and not _needs_definition(marker, row.text):
        return rng.choice(_FORMS[template])
    if kind == "E":
        notation = rng.choice(NOTATIONS[:4] if rng.random() < 0.9 else NOTATIONS)
        text = write(draw_function(rng)[1], notation, variable)
        name = rng.choice(("", "", "", f"f({variable}) = ", "y = ", f"g({variable})="))
        if _needs_definition(marker, row.text):
            name = name or f"f({variable}) = "
        return f"${name}{text}$" if notation == "latex" and rng.random() < 0.6 else name + text
    if kind == "F":
        return rng.choice(_SURFACES if template in _SURFACE_TEMPLATES else ("a*x^2 + b", "x^2 y", "k sin(x) + c"))
    if kind == "Q":
        return rng.choice(_EQUATIONS)
    if kind == "C":
        return rng.choice(_CURVES)
    if kind == "N":
        return rng.choice({"related_rates": _MEASURES, "polar_tangent": _ANGLES}.get(template, _NUMBERS))
    if kind == "P":
        return rng.choice(("(1, 2)", "(3, 4)", "(0, 1)", "(-1,2)", "(2, 4)"))
    if kind == "T":
        return rng.choice(('"My title"', '"Slopes"', "“Tangents for all”", '"Lesson 3"'))
    before = row.text[: row.text.index(marker)].rstrip().lower()
    if before.endswith((" on", " over", " in", "interval", "within", " for", "range", "domain")):
        return rng.choice(_INTERVALS)
    return rng.choice(_INTERVALS + _SPOKEN_INTERVALS)


def _needs_definition(marker: str, text: str) -> bool:
    """Whether the words around a marker only fit a definition, as in "Let f(x) = x^2."."""
    before = text[: text.index(marker)].rstrip(" :,").lower()
    return before.endswith(("let", "if", "where", "with", "given", "suppose", "when", "define"))
