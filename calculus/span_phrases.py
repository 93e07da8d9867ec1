"""Phrases of a request that hold letters, function names or digits and are text: "the sine rule", "an s-t diagram".

`phrases` gives their places, and calculus/span_tokens.py makes one token of each, in which no mathematics is looked
for.
"""

from __future__ import annotations

import re

from derivanim.calculus.span_words import BARE_FUNCTIONS, MEASURED

_NAMES = "|".join(sorted(BARE_FUNCTIONS, key=len, reverse=True))
_TEXT = re.compile(
    "|".join(
        (
            # "the sine rule", "ln differentiation": names of rules, whatever they are applied to
            rf"(?<![\\A-Za-z\d])(?:{_NAMES}|(?:natural )?(?:log|logarithm))\s"
            r"(?:rules?|laws?|differentiation|identit(?:y|ies))(?![A-Za-z])",
            # "the natural log ln(3x)", "the sine sin(3x)": the name beside what it names
            r"(?<![A-Za-z])natural log(?:arithm)?(?=\s\\?(?:ln|log)(?![A-Za-z]{2}))|(?<![A-Za-z])logarithm(?=\s\\?ln)",
            r"(?<![A-Za-z])sine(?=\s\\?sin\b)|(?<![A-Za-z])cosine(?=\s\\?cos\b)",
            r"(?<![A-Za-z])hyperbolic\s(?:sine(?=\s\\?sinh\b)|cosine(?=\s\\?cosh\b)|tangent(?=\s\\?tanh\b))",
            r"(?<![A-Za-z])arc(?:sine(?=\s\\?arcsin\b)|cosine(?=\s\\?arccos\b)|tangent(?=\s\\?arctan\b))",
            r"(?<![A-Za-z])square\sroot(?=\s(?:√|\\?sqrt\b))|(?<![A-Za-z])cube\sroot(?=\s(?:∛|cbrt\b))",
            # "an s-t diagram", "the x-y plane"
            r"(?<![\w^*/+])[A-Za-z]-[A-Za-z](?=[\s-](?:diagram|graph|chart|plot|plane|ax[ei]s|coordinate|curve|relation))",
            r"(?<![A-Za-z])(?:an?|the|this|that|conical|deep|round|gravel|sand|storage|water)\spit(?![\w^)*/])",
            r"(?<![A-Za-z])one[\s-]to[\s-]one(?![A-Za-z])",
            r"(?<![A-Za-z])(?:multiply|multiplies|multiplying|add|adds|adding|sum|sums|summing)(?:\sup)?\sto\sone(?![A-Za-z])",
            # "d squared y by d x squared"
            r"(?<![A-Za-z])d(?:ee)?\s(?:(?:squared|two)\s)?[yf]\s(?:by|over)\sd(?:ee)?\s?[xt](?:\ssquared)?(?![A-Za-z])",
            # "(uv)' = u'v + uv'": a rule itself
            r"\(\s?(?:u\s?[·*/]?\s?v|f\s?[·*/]?\s?g)\s?\)\s?['’′]\s*="
            r"\s*[uvfg+·*'’′/^2²() -]+?(?=\s[a-z]{2}|\s?[,.;:!?]|$)",
            # "limit((f(1+h)-f(1))/h, h, 0)": the step and where it goes to
            r",\s?h\s?,\s?0\s?(?=\))",
        )
    ),
    re.I,
)
_BOTH_SIDES = re.compile(
    r"(?<![A-Za-z])(?:tak(?:e|es|ing)|took|apply(?:ing)?)\s(?:the\s)?(?:natural\s)?(?:logs?|ln|logarithms?)\sof(?![A-Za-z])",
    re.I,
)
_LOGARITHMIC = re.compile(
    r"log(?:arithmic)?\s?-?diff|both sides|implicit|\bfirst\b|\bthen\b|before (?:differ|deriv|tak)"
    r"|\^\s?[({\s]*\\?[a-z]",
    re.I,
)
# "the root of": a zero where one is looked for, but "the derivative of the root of x"
_ROOT = re.compile(
    r"(?<![A-Za-z])root\sof(?=(?P<after>(?:\sthe)?\s(?:function|equation|polynomial)\b)?)(?![A-Za-z])"
    r"(?!\s\d+(?:[\s,.;:!?)]*$|[,;)]|\s[a-z]{2}))",
    re.I,
)
_ROOT_TAKEN = re.compile(
    r"(?:\b(?:square|cubic|cube|third|fourth|fifth|sixth|nth|n-th|\d(?:st|nd|rd|th))\s"
    r"|(?:derivative|graph|slope|tangent|curve|differentiate|plot|draw|function|over|times|plus|minus|=|[-+*/^(]|\bd[a-z])\s?"
    r"(?:of|to)?\s?(?:the\s|a\s)?)$",
    re.I,
)
_ZERO_WANTED = re.compile(
    r"newton|raphson|iterat|bisect|secant method|\bzeros?\sof\b"
    r"|\b(?:initial|first|start(?:ing)?) (?:guess|value|approx)|\bstart(?:s|ing)?(?: at| from| with| near)? x",
    re.I,
)
_ZERO_LED = re.compile(
    r"(?:\b(?:find|finds|finding|approximates?|locate|estimate|approach(?:es)?|reach(?:es)?"
    r"|(?:search|look|hunt)(?:ing)? for|converges? to|close to|near|at|solve for)\s(?:\w+\s){0,2}"
    r"|\b(?:a|real|positive|negative|smallest|largest|only|unique|approximate|one)\s)$",
    re.I,
)
# "a) x^2, b) sin x"
_ITEM = re.compile(r"(?:(?<=^)|(?<=[\s,;:.]))(?P<open>\(?)(?P<label>[a-h]|i{1,3}|iv)\)(?=\s)")
_ORDERS = ("abcdefgh", ("i", "ii", "iii", "iv"))
# "5t e^(-t) mg/L after 2 hours": units behind a formula, not behind a number
_UNIT = re.compile(
    r"(?:(?<=[xt)²³])|(?<=[xt]\^[2-9]))\s(?P<unit>m?g\s?/\s?L|m\s?/\s?g\s?/\s?L|km\s?/\s?h|m\s?/\s?s(?:\^2|²)?|[kc]m|kg|[mL])"
    r"(?=\s?(?:[,.;:!?]|$)|\s(?:after|at|when|for|in|and|with|where|on|from|of|per|above|high|deep|if|as|is|be)\b)"
)


def phrases(plain: str) -> dict[int, int]:
    """The starts of such phrases with their ends."""
    found = {match.start(): match.end() for match in _TEXT.finditer(plain)}
    if _LOGARITHMIC.search(plain):
        found |= {match.start(): match.end() for match in _BOTH_SIDES.finditer(plain)}
    wanted = _ZERO_WANTED.search(plain) is not None
    for match in _ROOT.finditer(plain):
        before = plain[: match.start()]
        if not _ROOT_TAKEN.search(before) and (wanted or match["after"] or _ZERO_LED.search(before)):
            found[match.start()] = match.end()
    found |= _items(plain)
    measured = MEASURED.search(plain) is not None
    units = [match.span("unit") for match in _UNIT.finditer(plain) if measured or "/" in match["unit"]]
    found |= dict(units)
    return found


def _items(plain: str) -> dict[int, int]:
    """The labels "a)", "b)" of a list, or "(a)", "(b)" where there are two in order."""
    matches = list(_ITEM.finditer(plain))
    for order in _ORDERS:
        listed = [match for match in matches if match["label"] in order]
        if [match["label"] for match in listed] != list(order[: len(listed)]):
            continue
        if len(listed) > 1 or (listed and not listed[0]["open"] and "(" not in plain[: listed[0].start()]):
            return {match.start(): match.end() for match in listed}
    return {}
