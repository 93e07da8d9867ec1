"""Characters of mathematics brought to one plain alphabet, each still knowing its place in the original text.

Unicode comes in here: superscripts, roots, signs, fractions, Greek, italic and full-width letters. Structure that
plain characters cannot carry is marked by private-use characters (`GROUP`, `FRACTION`, bars, `JOIN`), which are refused
in the input itself.
"""

from __future__ import annotations

import re
import unicodedata

from derivanim.errors import ExpressionError, UnclearError

MAX_LENGTH = 500

GROUP, GROUP_END = "\ue000", "\ue001"  # braces of LaTeX: one unit, shown without parentheses
FRACTION = "\ue002"  # opens a group that is a fraction, and ends with GROUP_END
BAR, BAR_END = "\ue003", "\ue004"  # bars whose direction the text gives
JOIN = "\ue005"  # separates two names that touch, without being a space

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "π": "pi",
}  # fmt: skip
GREEK_NAMES = frozenset(GREEK.values()) - {"pi"}

_SIGNS = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "﹣": "-", "×": "*", "·": "*", "⋅": "*", "∙": "*", "•": "*",
    "∗": "*", "⁎": "*", "⨯": "*", "\u2062": "*", "÷": "/", "∕": "/", "⁄": "/", "∶": ":", "≤": "<=", "⩽": "<=",
    "≥": ">=", "⩾": ">=", "≠": "!=", "ℯ": "e", "ⅇ": "e", "∣": "|", "ǀ": "|", "│": "|", "√": f"{JOIN}sqrt{JOIN}",
    "∛": f"{JOIN}cbrt{JOIN}", "∜": f"{JOIN}fourthroot{JOIN}", "∧": " and ", "∨": " or ", "→": "->", "↦": "->",
    "⟶": "->", "⌊": f"{JOIN}floor(", "⌋": ")", "⌈": f"{JOIN}ceil(", "⌉": ")", "ℓ": "l", "ı": "i",
    "“": "", "”": "", "‘": "", "’": "'", "′": "'", "″": "''", "⟨": "(", "⟩": ")", "ˆ": "^", "\uff3e": "^",
}  # fmt: skip
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣʸᵗᵃᵇᵘᵏᵐᶿ", "0123456789+-()nixytabukmθ", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₙₓₜ", "0123456789aenxt", strict=True))
_ROOTS = {"²√": "sqrt", "³√": "cbrt", "⁴√": "fourthroot"}
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\u2061\u2063\u2064\ufeff\ufe0f\u00ad")
_REFUSED = {
    "∞": "infinity is not a number that an expression may hold",
    "°": "degrees are not read: write angles in radians, such as pi/6",
    "∫": "integrals are not read",
    "∑": "sums over an index are not read",
    "∂": "partial derivatives are not read",
    "±": "± stands for two expressions: write one of them",
}


class Source:
    """Text under rewriting: `text`, and for each of its characters the index in the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.characters: list[str] = []
        self.places: list[int] = []

    @property
    def text(self) -> str:
        """The rewritten text."""
        return "".join(self.characters)

    def put(self, characters: str, place: int) -> None:
        """Add characters that stand for what is at `place` of the original."""
        self.characters.extend(characters)
        self.places.extend([place] * len(characters))


# What programs write around mathematics and people do not: np.sin(x), g(u) := u^2. And what people say: let f(x) = ...
_MODULE = re.compile(r"(?:np|numpy|math|Math|sympy|sp)\.(?=[A-Za-z])")
_OPENING = re.compile(r"\s*let\s+(?=[A-Za-z]\s*[(=:])", re.IGNORECASE)


def normalise(text: str) -> Source:
    """Rewrite Unicode mathematics into plain characters; ExpressionError for what cannot be part of an expression."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"the expression has {len(text)} characters; at most {MAX_LENGTH} are read", text)
    source = Source(text)
    opening = _OPENING.match(text)
    index = opening.end() if opening else 0
    while index < len(text):
        character = text[index]
        module = None if text[index - 1 : index].isalnum() else _MODULE.match(text, index)
        if module or text.startswith(":=", index):
            index = module.end() if module else index + 1
            continue
        if character in _RAISED or character in _LOWERED:
            index = _script(source, text, index)
            continue
        _character(source, character, index)
        index += 1
    return source


def _script(source: Source, text: str, start: int) -> int:
    """A run of superscripts becomes a power or the index of a root, a run of subscripts an index."""
    table, sign = (_RAISED, "^") if text[start] in _RAISED else (_LOWERED, "_")
    end = start
    while end < len(text) and text[end] in table:
        end += 1
    root = _ROOTS.get(text[start : end + 1])
    before = source.text[-1:]
    if root is not None and (before.isalnum() or (before and before in ")]}|")):
        # Behind a factor without a gap, a small 2 is that factor's exponent, since nobody writes it on a root.
        if root != "sqrt":
            raise UnclearError(f"Is the {text[start]} before √ an exponent or the index of the root? Write the sign *.")
    elif root is not None:
        source.put(f"{JOIN}{root}{JOIN}", end)
        return end + 1
    source.put(sign + (GROUP if table is _RAISED else ""), start)
    for place in range(start, end):
        raised = table[text[place]]
        source.put(GREEK.get(raised, raised), place)
    source.put(GROUP_END if table is _RAISED else "", end - 1)
    return end


def _character(source: Source, character: str, place: int) -> None:
    if character in _REFUSED:
        raise ExpressionError(_REFUSED[character], source.original, place)
    if character in _SIGNS:
        source.put(_SIGNS[character], place)
    elif character in _DROPPED:
        return
    elif character.isspace():
        source.put(" ", place)
    elif character.isascii() and character.isprintable():
        source.put(character, place)
    else:
        _folded(source, character, place)


def _folded(source: Source, character: str, place: int) -> None:
    """Compatibility forms: italic and full-width letters, written-out fractions."""
    plain = unicodedata.normalize("NFKC", character)
    if "⁄" in plain and len(plain) > 1 and plain.replace("⁄", "").isdigit():
        over, under = plain.split("⁄")
        source.put(f"{FRACTION}{over}/{under}{GROUP_END}", place)
    elif plain in GREEK:
        source.put(f"{JOIN}{GREEK[plain]}{JOIN}", place)
    elif plain in _SIGNS:
        source.put(_SIGNS[plain], place)
    elif plain and plain.isascii() and plain.isprintable():
        source.put(plain, place)
    else:
        name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
        raise ExpressionError(f"the character {name} is not part of an expression", source.original, place)
