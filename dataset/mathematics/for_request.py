"""Mathematics for the markers of a request: functions of a family that its template takes, and numbers that fit them.

What stands for the markers is drawn first (drawing.py), then written in one notation, and read back in its sentence.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import sympy

from derivanim.calculus.span_readings import (
    CurveReading,
    EquationReading,
    FunctionReading,
    IntervalReading,
    PairReading,
)
from derivanim.calculus.spans import Span
from derivanim.dataset.draw import Row
from derivanim.dataset.mathematics.drawing import Content, Fact, draw_content, named_variable
from derivanim.dataset.mathematics.mentions import agrees
from derivanim.dataset.mathematics.notations import (
    Style,
    delimited,
    draw_style,
    expression,
    write_interval,
    write_number,
    write_pair,
    written,
)
from derivanim.dataset.mathematics.objects import natural
from derivanim.dataset.mathematics.stories import possible
from derivanim.dataset.mathematics.suited import is_held_out, suited
from derivanim.dataset.phrasings import load_phrasings
from derivanim.dataset.reading import spans_of
from derivanim.errors import DerivanimError
from derivanim.pointing.form import MARKER

_CONTENTS = 12
# Words read back least often, so that they are tried most often.
_WEIGHTS = {"latex": 19, "unicode": 16, "calculator": 14, "python": 16, "words": 40, "glued": 16}
_NOTATIONS_TRIED = 3
_DEFINING = ("let", "if", "where", "with", "given", "suppose", "when", "define", "consider the function")
_WITHIN = ("on", "over", "in", "interval", "within", "range", "domain", "across", "throughout", "of", "is", "inside",
    "by", "=", "window")  # fmt: skip


@dataclass(frozen=True)
class Mathematics:
    """Texts for the markers of a request, and what they say.

    `key` is the canonical text of the functions; the split of functions is decided by it. It is empty for words alone.
    """

    texts: dict[str, str]
    family: str
    notation: str
    difficulty: float
    key: str
    facts: dict[str, Fact]


def draw_mathematics(
    row: Row, rng: random.Random, *, held_out: bool, wanted: Callable[[str], bool] = bool
) -> Mathematics | None:
    """Mathematics of a family that training sees, or of one that is held out; None where none fits the words.

    `wanted` says whether a key will do, before anything is written; it is not asked about requests of words alone.
    """
    values = _values(row)
    for _ in range(_CONTENTS):
        content = draw_content(row, values, rng, held_out=held_out)
        if content is None:
            return None
        if isinstance(content, Content) and (not content.key or wanted(content.key)):
            found = _written(content.facts, row, rng)
            if found is not None:
                texts, notation = found
                return Mathematics(texts, content.family, notation, content.difficulty, content.key, content.facts)
    return None


def rewritten(drawn: Mathematics, row: Row, rng: random.Random) -> Mathematics | None:
    """The same mathematics in another notation, for a request in other words with the same markers."""
    values = _values(row)
    facts = {}
    for marker in _markers(row.text):
        if marker in values:
            facts[marker] = Fact(marker[0], (), text=values[marker])
        elif marker in drawn.facts:
            facts[marker] = drawn.facts[marker]
        else:
            return None
    if not _says_the_same(row.text, facts) or not _suits(row, drawn.family, facts):
        return None
    found = _written(facts, row, rng)
    if found is None:
        return None
    return Mathematics(found[0], drawn.family, found[1], drawn.difficulty, drawn.key, facts)


def _says_the_same(text: str, facts: dict[str, Fact]) -> bool:
    """Whether the letters in a request are those of its functions: "at t = N1" is not about a function of x."""
    said = named_variable(text)
    return said is None or all(fact.variable in (said, "") for fact in facts.values() if fact.kind in "EC"
        and not fact.text)  # fmt: skip


def _suits(row: Row, family: str, facts: dict[str, Fact]) -> bool:
    """Whether the mathematics drawn for other words can be what these words speak of."""
    template = str(row.target["template"])
    fields = {field: [pointer] if isinstance(pointer, str) else pointer for field, pointer in row.target.items()}
    parts = {field: tuple(part for pointer in pointers if pointer in facts for part in facts[pointer].parts)
        for field, pointers in fields.items()}  # fmt: skip
    if template == "related_rates":
        given = {field: found[0] for field, found in parts.items() if len(found) == 1}
        units = (str(row.target.get("unit", "")), str(row.target.get("per", "")))
        return natural(str(row.target["situation"]), row.text, given, *units)
    quantity = str(row.target.get("quantity", "cost"))
    if family not in suited(template, row.text, held_out=is_held_out(family), quantity=quantity):
        return False
    places = {field: found for field, found in parts.items() if field in ("point", "interval") and found}
    function = facts.get(str(row.target.get("function")))
    if function is None or function.kind != "E" or not function.parts:
        return True
    source = function.parts[0]
    return agrees(template, row.text, source) and possible(template, row.text, source, places)


def _markers(text: str) -> list[str]:
    return list(dict.fromkeys(MARKER.findall(text)))


def _values(row: Row) -> dict[str, str]:
    """What markers stand for where the words of the phrasing leave no choice."""
    values = _all_values().get(row.phrasing, {})
    written, left = ([m for m in _markers(text) if m[0] != "T"] for text in (row.phrasing, row.text))
    return values if written == left else {}


@cache
def _all_values() -> dict[str, dict[str, str]]:
    return {phrasing.text: phrasing.values for bank in load_phrasings().values() for phrasing in bank
        if phrasing.values}  # fmt: skip


# -- texts


def _written(facts: dict[str, Fact], row: Row, rng: random.Random) -> tuple[dict[str, str], str] | None:
    """Texts in one notation that are read back in the sentence as what they say, and the notation."""
    if not facts:
        return {}, "none"
    shown = any(fact.kind in "EFQC" and not fact.text for fact in facts.values())
    names = list(_WEIGHTS)
    for _ in range(_NOTATIONS_TRIED if shown else 2):
        notation = rng.choices(names, [_WEIGHTS[name] for name in names])[0]
        style = draw_style(notation, rng)
        texts = {marker: _text(marker, fact, row.text, style) for marker, fact in facts.items()}
        if None not in texts.values():
            known = {marker: text for marker, text in texts.items() if text is not None}
            if _read_back(row.text, facts, known):
                return known, notation if shown else "numbers"
        if shown:
            names.remove(notation)
    return None


def _text(marker: str, fact: Fact, sentence: str, style: Style) -> str | None:
    if fact.text:
        return fact.text
    if fact.kind == "N":
        return delimited(write_number(fact.parts[0], style), style)
    if fact.kind == "I":
        return write_interval(fact.parts, style, fact.variable, _interval_forms(marker, sentence))
    if fact.kind == "P":
        return write_pair(fact.parts, style)
    if fact.kind == "E":
        return _function(marker, fact, sentence, style)
    sides = [written(part, style, variable) for part, variable in zip(fact.parts, _variables(fact), strict=True)]
    if None in sides:
        return None
    if fact.kind == "Q":
        sign = "equals" if style.notation == "words" else "=" if style.notation == "glued" else " = "
        return delimited(f"{sides[0]} {sign} {sides[1]}" if sign == "equals" else f"{sides[0]}{sign}{sides[1]}", style)
    if fact.kind == "F":
        return _surface(fact, str(sides[0]), style)
    return _curve(fact, [str(side) for side in sides], style)


def _variables(fact: Fact) -> list[str]:
    """For each part, what x is called in it; curves and surfaces have their own letters already."""
    return ["x"] * len(fact.parts)


def _function(marker: str, fact: Fact, sentence: str, style: Style) -> str | None:
    body = written(fact.parts[0], style, fact.variable)
    if body is None:
        return None
    letter = _letter(fact.variable, style)
    rng, equals = style.rng, "=" if style.notation == "glued" else style.rng.choice((" = ", " = ", "="))
    defined = _needs_definition(marker, sentence)
    if style.notation == "words" and rng.random() < 0.5:
        equals = " equals "
    if fact.name in ("", "y"):
        own = "f" if fact.name == "" else "y"
        forms = ["", "", "", f"{own}({letter}){equals}", f"y{equals}"] if fact.variable != "theta" else ["",
            f"f({letter}){equals}"]  # fmt: skip
        if fact.name == "y":
            forms = [f"y{equals}"]
        head = rng.choice(forms[3:] if defined and len(forms) > 3 else forms[1:] if defined and len(forms) > 1
            else forms)  # fmt: skip
        if re.search(r"\b[A-Za-z] is \$?$", sentence[: sentence.index(marker)]):  # "f is x^2", not "f is y = x^2"
            head = ""
    else:
        head = f"{fact.name}({letter}){equals}" if fact.name != "r" or rng.random() < 0.3 else f"r{equals}"
    if style.notation == "words" and "(" in head and rng.random() < 0.5:
        head = head.replace("(", " of ").replace(")", "")
    return delimited(head + body, style)


def _letter(name: str, style: Style) -> str:
    if name != "theta":
        return name
    return {"latex": r"\theta", "unicode": "θ", "glued": "θ"}.get(style.notation, "theta")


def _surface(fact: Fact, body: str, style: Style) -> str:
    equals = "=" if style.notation == "glued" else " = "
    letters = fact.variable.split(",")
    if len(letters) == 2:
        head = style.rng.choice(("", "", f"f({letters[0]}, {letters[1]}){equals}",
            f"f({letters[0]},{letters[1]}){equals}", f"z{equals}"))  # fmt: skip
        return delimited(head + body, style)
    return delimited(body, style)


def _curve(fact: Fact, sides: list[str], style: Style) -> str:
    """(cos t, sin t), or x = cos t, y = sin t."""
    t, rng = fact.variable, style.rng
    form = rng.choice(("pair", "both", "both", "calls", "and"))
    if form == "pair":
        return delimited(f"({sides[0]}, {sides[1]})", style)
    equals = "=" if style.notation == "glued" else " = "
    if style.notation == "words" and rng.random() < 0.5:
        equals = " equals "
    head = (f"x({t}){equals}", f"y({t}){equals}") if form == "calls" else (f"x{equals}", f"y{equals}")
    first, second = head[0] + sides[0], head[1] + sides[1]
    if form == "and":
        return f"{delimited(first, style)} and {delimited(second, style)}"
    if rng.random() < 0.5:
        return f"{delimited(first, style)}, {delimited(second, style)}"
    return delimited(f"{first}, {second}", style)


def _needs_definition(marker: str, sentence: str) -> bool:
    """Whether the words around a marker only fit a definition, as in "Let f(x) = x^2."."""
    before = sentence[: sentence.index(marker)].rstrip(" :,").lower()
    return any(re.search(rf"\b{word}$", before) for word in _DEFINING)


def _interval_forms(marker: str, sentence: str) -> tuple[str, ...]:
    """How an interval may be written where it stands: "on [0, 2]", "for 0 <= x <= 2", "from 0 to 2"."""
    before = sentence[: sentence.index(marker)].rstrip().lower()
    if re.search(r"\b(?:for|where|with|if|when|while|given)$", before):
        return ("inequality",)
    if before.endswith(_WITHIN):
        return ("brackets",)
    if re.search(r"\b[a-z]$", before):  # "for x I1"
        return ("words",)
    return ("brackets", "words", "words", "inequality")


# -- reading back


def _read_back(sentence: str, facts: dict[str, Fact], texts: dict[str, str]) -> bool:
    """Whether the finder gives the sentence back, and each text is read as what it says."""
    try:
        found = spans_of(MARKER.sub(lambda match: texts[match.group()], sentence))
    except DerivanimError:
        return False
    if "".join(found.delexicalised.split()) != "".join(sentence.split()):
        return False
    spans = {span.marker: span for span in found.spans}
    return all(fact.text or (marker in spans and _same(fact, spans[marker])) for marker, fact in facts.items())


def _same(fact: Fact, span: Span) -> bool:
    reading = span.reading
    wanted = [_number(part) for part in fact.parts] if fact.kind in "NIP" else [expression(part, v) for part,
        v in zip(fact.parts, _letters(fact), strict=True)]  # fmt: skip
    if isinstance(reading, FunctionReading):
        depends = bool(reading.expression.free_symbols)
        if fact.kind == "E" and (reading.parameters or (depends and reading.variable != fact.variable)):
            return False
        got = [reading.expression]
    elif isinstance(reading, EquationReading):
        got = [reading.equation.lhs, reading.equation.rhs]
    elif isinstance(reading, CurveReading):
        got = [reading.x, reading.y]
    elif isinstance(reading, IntervalReading | PairReading):
        got = [reading.a, reading.b]
    else:
        got = [reading]
    return len(got) == len(wanted) and all(_equal(one, other) for one, other in zip(got, wanted, strict=True))


def _letters(fact: Fact) -> list[str]:
    return [fact.variable] if fact.kind == "E" else ["x"] * len(fact.parts)


def _number(source: str) -> sympy.Expr:
    return {"oo": sympy.oo, "-oo": -sympy.oo}.get(source) or expression(source)


def _equal(one: object, other: object) -> bool:
    if one == other:
        return True
    if not isinstance(one, sympy.Expr) or not isinstance(other, sympy.Expr):
        return False
    difference = one - other
    return bool(sympy.expand(difference) == 0 or (difference.is_number and abs(sympy.N(difference, 20)) < 1e-12))
