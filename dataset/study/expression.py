"""Mathematics out of a Python syntax tree: functions and numbers become text for the one reader; nothing is executed.

Names of NumPy and math, operators, conditions and calls of the program's own functions are known; everything else is an
ExpressionError that says what it was.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from derivanim.calculus.reader import read_number
from derivanim.dataset.study.names import Definition, Names, parameters, targets
from derivanim.errors import DerivanimError, ExpressionError

MAX_DEPTH = 80
MAX_NODES = 4000
MAX_BITS = 200
Scope = Mapping[str, ast.expr]

_FUNCTIONS = {
    "sin": "sin", "cos": "cos", "tan": "tan", "arcsin": "asin", "asin": "asin", "arccos": "acos", "acos": "acos",
    "arctan": "atan", "atan": "atan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "arcsinh": "asinh",
    "asinh": "asinh", "arccosh": "acosh", "acosh": "acosh", "arctanh": "atanh", "atanh": "atanh", "exp": "exp",
    "log": "ln", "log10": "log10", "log2": "log2", "sqrt": "sqrt", "cbrt": "cbrt", "abs": "abs", "absolute": "abs",
    "fabs": "abs", "sign": "sign", "floor": "floor", "ceil": "ceiling",
}  # fmt: skip
_SECOND = {"maximum": "max", "minimum": "min", "fmax": "max", "fmin": "min", "max": "max", "min": "min"}
# What makes a value into a number or an array of another kind, and changes no value.
_SAME = {"float", "array", "asarray", "float64", "real", "nan_to_num"}
_CONSTANTS = {"pi": "pi", "e": "e", "PI": "pi", "TAU": "(2 * pi)", "tau": "(2 * pi)"}
_UNDEFINED = {"nan", "NaN", "NAN", "inf", "Inf", "infty"}
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


class Translator:
    """Writes functions and numbers of a program as expressions; one translator, one function.

    `powers` are the bases with the variable in them that are raised to an odd root: of a negative number Python has no
    real one, though the reader has. `notes` says what was left out: a guard against undefined values, a clip.
    """

    def __init__(self, names: Names, variable: str = "x") -> None:
        self.names = names
        self.variable = variable
        self.powers: list[str] = []
        self.notes: list[str] = []
        self._left = MAX_NODES

    def function(self, definition: Definition) -> str:
        """The values of a function of one parameter, written in the variable."""
        own = parameters(definition)
        if not own:
            raise ExpressionError("the function has no parameter")
        return self._text(self._applied(definition, [ast.Name(self.variable, ast.Load())], 0))

    def number(self, node: ast.expr) -> str:
        """A number of the program, such as -2*PI, as text."""
        return self._text(self._translated(node, {}, 0))

    def _text(self, node: ast.expr) -> str:
        self._spend(node)
        return ast.unparse(node)

    def _spend(self, node: ast.expr) -> None:
        """Count what a tree would be as text: a function put into itself ten times grows without end."""
        for _ in ast.walk(node):
            self._left -= 1
            if self._left < 0:
                raise ExpressionError(f"the expression has more than {MAX_NODES} parts")

    def _translated(self, node: ast.expr, scope: Scope, depth: int) -> ast.expr:
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0:
            raise ExpressionError("the expression is nested too deeply or too long")
        for kind, translate in _KINDS:
            if isinstance(node, kind):
                return translate(self, node, scope, depth + 1)
        raise _strange(node)

    def _constant(self, node: ast.Constant, scope: Scope, depth: int) -> ast.expr:
        del scope, depth
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise _strange(node)
        if isinstance(node.value, int) and node.value.bit_length() > MAX_BITS:
            raise ExpressionError("a number is too long")
        # Through Decimal, because Python writes small floats as 1e-07, and in mathematics e is a number.
        digits = str(node.value) if isinstance(node.value, int) else format(Decimal(repr(node.value)), "f")
        return ast.Name(digits, ast.Load())

    def _name(self, node: ast.expr, scope: Scope, depth: int) -> ast.expr:
        name = self.names.named(node)
        if name is not None and isinstance(node, ast.Name) and name in scope:
            self._spend(scope[name])
            return scope[name]
        if name is not None and name in self.names.values:
            return self._translated(self.names.values[name], {}, depth)
        library = self.names.module_name(node) or name
        if library in _CONSTANTS:
            return ast.Name(_CONSTANTS[library], ast.Load())
        raise ExpressionError(f"the name {ast.unparse(node)[:60]!r} has no known value")

    def _unary(self, node: ast.UnaryOp, scope: Scope, depth: int) -> ast.expr:
        if not isinstance(node.op, ast.USub | ast.UAdd):
            raise _strange(node)
        return ast.UnaryOp(node.op, self._translated(node.operand, scope, depth))

    def _binary(self, node: ast.BinOp, scope: Scope, depth: int) -> ast.expr:
        if isinstance(node.op, ast.BitXor):
            raise ExpressionError("^ is no power in Python: ** is")
        left, right = self._translated(node.left, scope, depth), self._translated(node.right, scope, depth)
        if isinstance(node.op, ast.FloorDiv):
            return _call("floor", ast.BinOp(left, ast.Div(), right))
        if not isinstance(node.op, _OPERATORS):
            raise _strange(node)
        return self._power(left, right) if isinstance(node.op, ast.Pow) else ast.BinOp(left, node.op, right)

    def _power(self, base: ast.expr, exponent: ast.expr) -> ast.expr:
        self._spend(base)
        self._spend(exponent)
        if self._varies(base) and not self._varies(exponent):
            try:
                value = read_number(ast.unparse(exponent))
            except DerivanimError:
                value = None
            if value is not None and value.is_Rational and value.q % 2 and value.q > 1:
                self.powers.append(ast.unparse(base))
        return ast.BinOp(base, ast.Pow(), exponent)

    def _varies(self, node: ast.expr) -> bool:
        return any(isinstance(part, ast.Name) and part.id == self.variable for part in ast.walk(node))

    def _choice(self, node: ast.IfExp, scope: Scope, depth: int) -> ast.expr:
        return self._cases(
            lambda: self._translated(node.test, scope, depth),
            None if _undefined(node.body) else lambda: self._translated(node.body, scope, depth),
            None if _undefined(node.orelse) else lambda: self._translated(node.orelse, scope, depth),
        )

    def _cases(
        self, test: Callable[[], ast.expr], yes: Callable[[], ast.expr] | None, no: Callable[[], ast.expr] | None
    ) -> ast.expr:
        """A choice between two values; where one is left undefined on purpose, the other one is the function."""
        if yes is None or no is None:
            self.notes.append("left undefined on purpose in places")
            taken = yes or no
            if taken is None:
                raise ExpressionError("the function has no value anywhere")
            return taken()
        first, rest = ast.Tuple([yes(), test()], ast.Load()), no()
        if isinstance(rest, ast.Call) and isinstance(rest.func, ast.Name) and rest.func.id == "Piecewise":
            return _call("Piecewise", first, *rest.args)
        return _call("Piecewise", first, ast.Tuple([rest, ast.Constant(True)], ast.Load()))

    def _compare(self, node: ast.Compare, scope: Scope, depth: int) -> ast.expr:
        sides = [self._translated(side, scope, depth) for side in (node.left, *node.comparators)]
        if not all(isinstance(op, _COMPARISONS) for op in node.ops):
            raise _strange(node)
        pairs = zip(sides, node.ops, sides[1:], strict=False)
        parts: list[ast.expr] = [ast.Compare(left, [op], [right]) for left, op, right in pairs]
        return parts[0] if len(parts) == 1 else ast.BoolOp(ast.And(), parts)

    def _both(self, node: ast.BoolOp, scope: Scope, depth: int) -> ast.expr:
        return ast.BoolOp(node.op, [self._translated(value, scope, depth) for value in node.values])

    def _called(self, node: ast.Call, scope: Scope, depth: int) -> ast.expr:
        name = self.names.named(node.func)
        library = self.names.module_name(node.func) or (name if isinstance(node.func, ast.Name) else None)
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            raise _strange(node)
        if name is not None and name in self.names.functions:
            arguments = [self._translated(argument, scope, depth) for argument in node.args]
            return self._applied(self.names.functions[name], arguments, depth)
        if library is None:
            raise _strange(node)
        if library == "where" and len(node.args) == 3:
            return self._choice(ast.IfExp(*node.args), scope, depth)
        arguments = [
            self._translated(argument, scope, depth) for argument in node.args[: 1 if library == "clip" else 3]
        ]
        made = self._library(library, arguments)
        if made is None:
            raise _strange(node)
        return made

    def _library(self, name: str, arguments: list[ast.expr]) -> ast.expr | None:
        """A call of NumPy, math or Python itself; None where it is not known."""
        if name == "clip" and arguments:
            self.notes.append("clipped")
            return arguments[0]
        if len(arguments) == 1:
            if name in _SAME:
                return arguments[0]
            if name == "square":
                return ast.BinOp(arguments[0], ast.Pow(), ast.Name("2", ast.Load()))
            return _call(_FUNCTIONS[name], arguments[0]) if name in _FUNCTIONS else None
        if len(arguments) == 2:
            if name in ("power", "pow", "float_power"):
                return self._power(*arguments)
            if name == "log":
                return ast.BinOp(_call("ln", arguments[0]), ast.Div(), _call("ln", arguments[1]))
            return _call(_SECOND[name], *arguments) if name in _SECOND else None
        return None

    def _applied(self, definition: Definition, arguments: Sequence[ast.expr], depth: int) -> ast.expr:
        """The function with arguments in the place of its parameters."""
        known, needed = parameters(definition), definition.args.defaults
        if len(arguments) > len(known):
            raise ExpressionError("a function is called with too many arguments")
        scope = dict(zip(known, arguments, strict=False))
        for name, default in zip(known[len(known) - len(needed) :], needed, strict=True):
            if name not in scope:
                scope[name] = self._translated(default, {}, depth + 1)
        if isinstance(definition, ast.Lambda):
            return self._translated(definition.body, scope, depth + 1)
        return self._body(definition.body, scope, depth + 1)

    def _body(self, statements: Sequence[ast.stmt], scope: Scope, depth: int) -> ast.expr:
        """What a function returns, its local names put in."""
        local = dict(scope)
        for place, statement in enumerate(statements):
            rest = statements[place + 1 :]
            if isinstance(statement, ast.Return) and statement.value is not None:
                return self._translated(statement.value, local, depth)
            if isinstance(statement, ast.If):
                bodies = ([*statement.body, *rest], [*statement.orelse, *rest])
                choices = [None if _gives_up(body) else self._later(body, local, depth) for body in bodies]
                return self._cases(self._test(statement.test, local, depth), *choices)
            if isinstance(statement, ast.Try):
                return self._body([*statement.body, *rest], local, depth + 1)
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
                (target, *more) = targets(statement)
                if more or not isinstance(target, ast.Name):
                    raise _strange(statement)
                local[target.id] = self._translated(statement.value, local, depth)
            elif not isinstance(statement, ast.Expr | ast.Pass | ast.Import | ast.ImportFrom):
                raise _strange(statement)
        raise ExpressionError("the function ends without a value")

    def _test(self, test: ast.expr, scope: Scope, depth: int) -> Callable[[], ast.expr]:
        return lambda: self._translated(test, scope, depth)

    def _later(self, body: Sequence[ast.stmt], scope: Scope, depth: int) -> Callable[[], ast.expr]:
        return lambda: self._body(body, scope, depth + 1)


def _gives_up(body: Sequence[ast.stmt]) -> bool:
    """Whether a branch leaves the function without a value there."""
    first = body[0] if body else None
    if isinstance(first, ast.Return):
        return first.value is None or _undefined(first.value)
    return isinstance(first, ast.Raise)


def _undefined(node: ast.expr) -> bool:
    """None, np.nan, float("nan")."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float" and node.args:
        node = node.args[0]
        return isinstance(node, ast.Constant) and isinstance(node.value, str)
    if isinstance(node, ast.Attribute):
        return node.attr in _UNDEFINED
    return isinstance(node, ast.Constant) and node.value is None


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _strange(node: ast.AST) -> ExpressionError:
    try:
        text = " ".join(ast.unparse(node).split())
    except (RecursionError, ValueError):  # too deep, or a number with too many digits to write
        text = type(node).__name__
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    return ExpressionError(f"{shown!r} is not read as mathematics")


_KINDS: tuple[tuple[type, Callable[..., ast.expr]], ...] = (
    (ast.Constant, Translator._constant),
    (ast.Name, Translator._name),
    (ast.Attribute, Translator._name),
    (ast.UnaryOp, Translator._unary),
    (ast.BinOp, Translator._binary),
    (ast.IfExp, Translator._choice),
    (ast.Compare, Translator._compare),
    (ast.BoolOp, Translator._both),
    (ast.Call, Translator._called),
)
