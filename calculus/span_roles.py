"""Functions of a request that are parts of one: factors of a product, an inner and an outer function.

"u = x^2, v = sin x, show the product rule" is about one function, the product of the two; so is "y = u^5, u = 3x + 2".
In "y = x cos x, u = x, v = cos x" the parts are named beside the whole, and fall away.
"""

from __future__ import annotations

import re
from dataclasses import replace

import sympy

from derivanim.calculus.powers import substitute
from derivanim.calculus.span_echoes import Echoes
from derivanim.calculus.span_readings import FunctionReading, combine, function
from derivanim.calculus.span_words import BARE_FUNCTIONS, FUNCTIONS, WORD_FUNCTIONS
from derivanim.calculus.symbols import symbol
from derivanim.errors import DerivanimError

_PARTS = frozenset("uvw")
_PRODUCT = re.compile(
    r"\bproducts?\b|\bprod[a-z]{0,4}ct\b|\bproductrule\b|leibniz|\bu\s?[·*]?\s?v\b|\bu times v\b|\bf times g\b|"
    r"\(\s?f\s?[·*]?\s?g\s?\)|"
    r"\bf\s?(?:\(x\))?\s?[·*]\s?g\b|f\(x\)\s?g\(x\)",
    re.I,
)
_QUOTIENT = re.compile(r"(?<!difference )\bquotients?\b|\bquotientrule\b|\bu\s?/\s?v\b|\bf(?:\(x\))?\s?/\s?g\b", re.I)
_CHAIN = re.compile(r"\bchain|compos|\binner\b|\bouter\b|\bnested\b|f\s?\(\s?g|g\s?\(\s?f|∘", re.I)
_OTHERS = re.compile(r"\b(?:sum|difference|both|each|either|separately|respectively|compare|versus|vs|or)\b", re.I)
_NESTED = re.compile(r"(?<![A-Za-z])([a-z])\s?(?:\(\s?|∘\s?|\\circ\s?)([a-z])(?:\s?\(\s?[a-z]\s?\)\s?\))?(?![A-Za-z])")
_INNER = re.compile(r"\b(?:inner|inside|innermost)\b[^.;\n]{0,20}$", re.I)
_OUTER = re.compile(r"\b(?:outer|outside|outermost)\b[^.;\n]{0,20}$", re.I)
_FACTOR = re.compile(r"\b(?:factors?|sides?)\b[^.;\n]{0,20}$", re.I)
_OUTER_WORDS = re.compile(
    r"\b(?:outer|outside)\b(?:\s+(?:function|one|part|being|is|the|a))*\s*[:=,]?\s*(?:the\s+|a\s+)?(?P<name>"
    + "|".join(sorted({" ".join(name) for name in WORD_FUNCTIONS} | FUNCTIONS, key=len, reverse=True))
    + r")\b(?!\s*\()",
    re.I,
)
_NAMES_ALONE = {symbol(a) * symbol(b) for a, b in ("uv", "fg")} | {symbol("u") / symbol("v"), symbol("f") / symbol("g")}


class Roles(Echoes):
    """The functions and numbers of one request, after what is said twice and what is one function in parts."""

    def settle(self) -> None:
        """Find what is said twice, then what is one function in two parts."""
        self._named_heads()
        self.echoes()
        if len(self.functions()) > 1:
            self._parts()
        self._whole()

    def _named_heads(self) -> None:
        """ "the sine derivative of sin(3x)": a name beside a written function of that name is text."""
        functions = self.functions()
        bare = [item for item, _ in functions if self.request[item.start : item.end].lower() in BARE_FUNCTIONS]
        written = [reading.expression for item, reading in functions if item not in bare]
        for item, reading in functions:
            head = reading.expression.func
            if item not in bare or head == sympy.Pow or not any(other.has(head) for other in written):
                continue
            joined = re.match(r"\s*(?:and|,|&|or|vs)(?![A-Za-z])", self.request[item.end :])
            if not joined and not _OUTER.search(self.before(item)) and not _CHAIN.search(self.request):
                self.found = [other for other in self.found if other is not item]

    # -- parts of one function

    def _parts(self) -> None:
        """ "u = x, v = cos x" beside "y = x cos x", "inner 2x + 1" beside "(2x + 1)^4"."""
        functions = self.functions()
        told = bool(_PRODUCT.search(self.request) or _CHAIN.search(self.request) or _QUOTIENT.search(self.request))
        wholes = [whole for _, whole in functions if whole.name not in _PARTS and whole.variable not in _PARTS]
        parts = []
        for item, reading in functions:
            label = any(word.search(self.before(item)) for word in (_INNER, _OUTER, _FACTOR))
            if reading.name in _PARTS or label or (told and (reading.variable in _PARTS or reading.name)):
                others = [other for _, other in functions if other is not reading]
                if any(is_part(reading, whole, others) for whole in wholes):
                    parts.append(item)
        for item in parts:
            self.drop(item)

    def _whole(self) -> None:
        """Two functions that are one: a product or quotient of u and v, an outer function of an inner one."""
        functions = self.functions()
        if _OTHERS.search(self._plain()):
            return
        if len(functions) == 1:
            self._half()
        if len(functions) != 2:
            return
        (first, one), (second, two) = functions
        composed = self._composed()
        expression = composed or self._combined(one, two)
        if expression is None:
            return
        kept, gone = (second, first) if composed is not None and two.variable == one.name else (first, second)
        whole = replace(kept, reading=function(expression), notes=first.notes + second.notes)
        self.found = [whole if item is kept else item for item in self.found]
        # What the two functions said about the rule stays said.
        said = _CHAIN if composed is not None else re.compile(f"{_PRODUCT.pattern}|{_QUOTIENT.pattern}", re.I)
        hint = "" if said.search(self._plain()) else ", inner function u" if composed is not None else ", a product"
        self.drop(gone, None, hint)
        # "u times v" itself
        self.found = [item for item in self.found if getattr(item.reading, "expression", None) not in _NAMES_ALONE]

    def _half(self) -> None:
        """One function beside its partner in words: "product rule for x and ln x", "outer cube, inner 5x - 1"."""
        ((item, reading),) = self.functions()
        before, after = self.before(item), self.request[item.end :]
        if reading.variable is None:
            return
        x = re.escape(reading.variable)
        alone = re.search(rf"(?<![A-Za-z]){x}\s+(?:and|times|by|&)\s+$", before)
        behind = re.match(rf"\s+(?:and|times|by|&)\s+{x}(?![A-Za-z(^])(?=\s*(?:[,.;:!?]|$|\s[a-z]{{2}}))", after)
        words = _OUTER_WORDS.search(self.request) if _INNER.search(before) else None
        whole: sympy.Expr | None = None
        if (alone or behind) and _PRODUCT.search(self.request) and not _is_product(reading.expression):
            whole = combine("product", symbol(reading.variable), reading.expression)
        elif words:
            name = WORD_FUNCTIONS.get(tuple(words["name"].lower().split()), words["name"].lower())
            source = {"square": "u^2", "cube": "u^3", "reciprocal": "1/u"}.get(name, f"{name}(u)")
            outer = function(self.reader.expression(source)[0], None, "u")
            whole = _composition(outer, reading)
        if whole is None or whole == reading.expression:
            return
        start = item.start - len(before) + alone.start() if alone else item.start
        end = item.end + behind.end() if behind and not alone else item.end
        made = replace(item, start=start, end=end, reading=function(whole))
        self.found = [made if other is item else other for other in self.found]

    def _plain(self) -> str:
        """The text without its mathematics."""
        text = self.request
        for item in sorted(self.found, key=lambda item: -item.start):
            text = f"{text[: item.start]} {text[item.end :]}"
        return text

    def _composed(self) -> sympy.Expr | None:
        (first, one), (second, two) = self.functions()
        for outer, inner in ((one, two), (two, one)):
            # "y = u^5, u = 3x + 2"
            if inner.name and inner.name == outer.variable and inner.variable not in {outer.variable, outer.name, "y"}:
                if outer.variable == "x" and not _CHAIN.search(self.request):
                    return None  # "y = x^2, x = sin t" may be a curve
                return _composition(outer, inner)
        labels = [bool(_OUTER.search(self.before(first))), bool(_INNER.search(self.before(first)))]
        labels += [bool(_OUTER.search(self.before(second))), bool(_INNER.search(self.before(second)))]
        if labels in ([True, False, False, True], [True, False, False, False]) and _CHAIN.search(self.request):
            return _composition(one, two)
        if labels in ([False, True, True, False], [False, True, False, False]) and _CHAIN.search(self.request):
            return _composition(two, one)
        named = {reading.name: reading for reading in (one, two)}
        for match in _NESTED.finditer(self.request):
            if match[1] != match[2] and {match[1], match[2]} == set(named) and None not in named:
                return _composition(named[match[1]], named[match[2]])
        return None

    def _combined(self, one: FunctionReading, two: FunctionReading) -> sympy.Expr | None:
        kinds = [kind for kind, word in (("product", _PRODUCT), ("quotient", _QUOTIENT)) if word.search(self.request)]
        if len(kinds) != 1 or _CHAIN.search(self.request) or one.variable != two.variable:
            return None
        names = (one.name, two.name)
        if names not in {("u", "v"), ("f", "g"), (None, None), ("g", "h"), ("f", "h")}:
            return None
        first, second = (item for item, _ in self.functions())
        between = self.request[first.end : second.start]
        listed = re.fullmatch(r"[\s$]*(?:and|times|by|with|multiplied by|&|·|\*)[\s$]*", between)
        if names == (None, None) and not (listed or _FACTOR.search(self.before(first))):
            return None  # "the product rule for x^2, then sin x"
        # "the product rule for x e^x and x sin x": two exercises
        if names != ("u", "v") and (_is_product(one.expression) or _is_product(two.expression)):
            return None
        if one.expression == two.expression:
            return None
        return combine(kinds[0], one.expression, two.expression)


def _composition(outer: FunctionReading, inner: FunctionReading) -> sympy.Expr | None:
    try:
        whole = substitute(outer.expression, {symbol(str(outer.variable)): inner.expression})
    except (DerivanimError, ArithmeticError, ValueError):
        return None
    return whole if isinstance(whole, sympy.Expr) and whole != inner.expression else None


def _is_product(expression: sympy.Expr) -> bool:
    return bool(expression.is_Mul and sum(bool(factor.free_symbols) for factor in expression.args) > 1)


def is_part(part: FunctionReading, whole: FunctionReading, others: list[FunctionReading]) -> bool:
    """Whether a function is a factor, an inner or the outer function of another one."""
    if part is whole or part.expression == whole.expression or not part.expression.free_symbols:
        return False
    if part.expression.is_Symbol:
        return whole.expression.is_Mul and part.expression in whole.expression.args
    if whole.expression.has(part.expression):
        return True
    return any(
        _composition(part, inner) == whole.expression
        for inner in others
        if inner is not part and inner is not whole and inner.variable == whole.variable
    )
