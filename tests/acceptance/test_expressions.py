"""Expressions as people write them are read right, or asked about; none is read wrong in silence."""

import ast
import functools
import random
from pathlib import Path

import pytest
import sympy
import yaml

from derivanim.calculus import reader
from derivanim.errors import DerivanimError

ITEMS = yaml.safe_load(Path(__file__).with_name("expressions.yaml").read_text("utf-8"))
SHARE = 0.9
READERS = {
    "expression": reader.read_expression,
    "equation": reader.read_equation,
    "definition": reader.read_definition,
    "number": reader.read_number,
}
NAMES = (
    *("sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan", "sinh", "cosh", "tanh"),
    *("exp", "log", "sqrt", "Abs", "Piecewise"),
)
FUNCTIONS = {name: getattr(sympy, name) for name in NAMES}
OPERATIONS = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
    ast.Lt: sympy.Lt,
    ast.LtE: sympy.Le,
    ast.Gt: sympy.Gt,
    ast.GtE: sympy.Ge,
}
CONSTANTS = {"pi": sympy.pi, "E": sympy.E}


def built(text: str):
    """SymPy syntax of expressions.yaml as an object, built from an allow-list; `left = right` is a pair of sides."""
    if " = " in text:
        left, right = text.split(" = ")
        return sympy.Eq(built(left), built(right), evaluate=False)
    return _node(ast.parse(text, mode="eval").body)


def _node(node):
    match node:
        case ast.Constant(value=bool() as value):
            return sympy.true if value else sympy.false
        case ast.Constant(value=int() as value):
            return sympy.Integer(value)
        case ast.Name(id=name):
            return CONSTANTS.get(name) or sympy.Symbol(name, real=True)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_node(operand)
        case ast.BinOp(left=left, op=operation, right=right):
            return OPERATIONS[type(operation)](_node(left), _node(right))
        case ast.Compare(left=left, ops=[operation], comparators=[right]):
            return OPERATIONS[type(operation)](_node(left), _node(right))
        case ast.Tuple(elts=parts):
            return tuple(_node(part) for part in parts)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            return FUNCTIONS[name](*[_node(argument) for argument in arguments])
    raise ValueError(ast.unparse(node))


def same(a, b) -> bool:
    """Whether two readings are equal: by structure, else at many points; odd roots of negatives are real."""
    if isinstance(a, tuple | sympy.Tuple) or isinstance(b, tuple | sympy.Tuple):
        both = isinstance(a, tuple | sympy.Tuple) and isinstance(b, tuple | sympy.Tuple)
        return both and len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, sympy.Equality) or isinstance(b, sympy.Equality):
        both = isinstance(a, sympy.Equality) and isinstance(b, sympy.Equality)
        return both and same(a.lhs, b.lhs) and same(a.rhs, b.rhs)
    a, b = _renamed(a), _renamed(b)
    return a == b or _agree(_real_roots(a), _real_roots(b))


def _renamed(expr):
    """Plain symbols: `lambda` is spelled as Python allows it, and assumptions do not matter here."""
    expr = sympy.sympify(expr)
    names = {symbol: sympy.Symbol(str(symbol).replace("lambda", "lamda"), real=True) for symbol in expr.free_symbols}
    return expr.xreplace(names)


def _real_roots(expr):
    def odd(part):
        return part.is_Pow and part.exp.is_Rational and part.exp.q > 1 and part.exp.q % 2 == 1

    return expr.replace(odd, lambda part: sympy.sign(part.base) ** (part.exp.p % 2) * sympy.Abs(part.base) ** part.exp)


def _agree(a, b, wanted=8) -> bool:
    symbols = sorted(a.free_symbols | b.free_symbols, key=str)
    draw = random.Random(1)
    compared = 0
    corners = [sympy.Integer(value) for value in (0, 1, -1, 2)]
    for attempt in range(40):
        values = {
            symbol: corners[attempt] if attempt < len(corners) else sympy.Rational(draw.randint(-300, 300), 97)
            for symbol in symbols
        }
        left, right = (sympy.N(side.subs(values), 30) for side in (a, b))
        if not all(side.is_number and side.is_finite and side.is_real for side in (left, right)):
            if left.is_real != right.is_real:
                return False
            continue
        if abs(left - right) > 1e-20 * (1 + abs(left)):
            return False
        compared += 1
        if compared >= wanted:
            break
    return compared > 0


@functools.cache
def outcome(index: int) -> tuple[str, str]:
    """What became of one item (right, question, noted or wrong), and what the reader said."""
    item = ITEMS[index]
    options = {"variable": item["variable"]} if "variable" in item and item["kind"] == "expression" else {}
    try:
        reading = READERS[item["kind"]](item["text"], **options)
    except DerivanimError as error:
        refused = item["expect"] in ("question", "error")
        return "right" if refused else "question", f"{type(error).__name__}: {error}"
    value = getattr(reading, "expression", reading)
    notes = getattr(reading, "notes", ())
    said = f"read as {value} with the notes {list(notes)}"
    if item["kind"] == "definition":
        for field in ("name", "variable"):
            if field in item and item[field] != (got := getattr(reading, field)):
                return "wrong", f"{said}; its {field} as {got!r}"
    if item["expect"] == "error":
        return "wrong", said
    if item["expect"] == "question":
        known = any(same(built(text), value) for text in item["readings"])
        return "right" if known and notes else "noted" if notes else "wrong", said
    if any(same(built(text), value) for text in (item["expect"], *item.get("acceptable", ()))):
        return "right", said
    return "noted" if notes else "wrong", said


@pytest.mark.parametrize(
    "index",
    range(len(ITEMS)),
    ids=[f"{n}-{item['text'].encode('unicode_escape').decode()}" for n, item in enumerate(ITEMS)],
)
def test_nothing_is_read_wrong_in_silence(index):
    """A text is read right, or asked about, or read otherwise with a note that says so."""
    result, said = outcome(index)

    assert "wrong" != result, f"{ITEMS[index]}: {said}"


def test_most_definite_expressions_are_read_right():
    """Of the texts with one usual reading, at least 90 % are read so, and not merely asked about."""
    definite = [index for index, item in enumerate(ITEMS) if item["expect"] not in ("question", "error")]
    missed = [f"{ITEMS[index]['text']!r}: {outcome(index)}" for index in definite if outcome(index)[0] != "right"]

    assert SHARE * len(definite) <= len(definite) - len(missed), "\n".join(missed)


def test_every_expected_reading_can_be_built():
    """The list itself is sound: every reading is in the allow-list's syntax."""
    for item in ITEMS:
        texts = [*item.get("acceptable", ()), *item.get("readings", ())]
        if item["expect"] not in ("question", "error"):
            texts.append(item["expect"])
        assert all(built(text) is not None for text in texts), item
