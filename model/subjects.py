"""Words that name a subject outside of derivanim: a request that uses one gets no animation, however sure the model is.

The list is short on purpose. A test holds it against the bank: no phrasing that asks for an animation uses such a word.
"""

from __future__ import annotations

import re

_WORDS: dict[str, tuple[str, ...]] = {
    "integral": (
        r"integra(?:l|ls|tion)\b",
        r"integrat(?:e|es|ing) (?:[EFQ]\d|it\b|the|both|over|from|with|by)",
        r"anti-?derivatives?",
        r"riemann",
        r"∫",
        r"area (?:under|between|below|inside)",
        r"volume of revolution",
        r"solid of revolution",
    ),
    "differential_equation": (
        r"differential equations?",
        r"\bodes?\b",
        r"\bpdes?\b",
        r"slope fields?",
        r"direction fields?",
        r"initial (?:value|condition)s?",
        r"euler'?s method",
    ),
    "higher_derivative": (
        r"(?:second|third|fourth|2nd|3rd|4th|nth|higher)[- ](?:order )?derivatives?",
        r"[a-z]''",
        r"d²|d\^?2 ?y ?/ ?dx",
        r"concav(?:e|ity)",
        r"infle(?:ct|x)ion",
        r"differentiate \S+ twice",
        r"twice differentiat",
    ),
    "other_calculus": (
        r"taylor",
        r"maclaurin",
        r"newton'?s method",
        r"newton-raphson",
        r"l'?h[oô]s?pital",
        r"mean value theorem",
        r"\bmvt\b",
        r"rolle'?s? theorem",
        r"related rates?",
        r"normal (?:line )?(?:to|of|at)\b",
        r"perpendicular",
        r"right angle",
        r"not differentiable",
        r"non-?differentiable",
    ),
    "several_variables": (
        r"partial(?:ly)? (?:derivative|differentia)",
        r"∂",
        r"\bpartials\b",
        r"(?:two|three|several|many|multiple) variables",
        r"multi-?variable",
        r"contour (?:map|plot)s?",
        r"jacobian",
        r"hessian",
        r"gradient (?:vector|field|descent)",
        r"directional derivative",
        r"saddle",
        r"lagrange multiplier",
    ),
    "linear_algebra": (r"matri(?:x|ces)", r"eigen\w+", r"determinant of", r"dot product", r"cross product"),
    "statistics": (r"probabilit\w+", r"standard deviation", r"normal distribution", r"histogram", r"linear regression"),
    "parametric_or_polar": (r"polar", r"parametri[cz]\w*", r"cycloid"),
    "series": (r"(?:infinite|power|geometric|harmonic|the) series\b", r"series (?:of|for|expansion)", r"fourier"),
    "other_rule": (
        r"quotient rule",
        r"logarithmic differentiation",
        r"tak(?:e|ing) (?:the )?log(?:arithm)?s\b",
        r"inverse function",
    ),
    "limit": (r"epsilon[- ]delta", r"squeeze theorem", r"asymptotes?"),
    "harmful_or_command": (
        r"rm -r",
        r"sudo\b",
        r"passwords?",
        r"__\w+__",
        r"os\.system",
        r"subprocess",
        r"root access",
        r"(?:run|execute) (?:this|the|a|an|my|following) (?:\w+ )?(?:program|code|script|command|file)",
        r"(?:delete|erase|remove|wipe|upload|read|open) (?:all |the |my |your |every )*(?:file|disk|data|folder)s?\b",
        r"ignore (?:all |the |any |your |every )*(?:previous|prior|above|earlier) ",
    ),
}
_PATTERNS = {reason: re.compile(r"(?<![\w'])(?:" + "|".join(words) + ")", re.I) for reason, words in _WORDS.items()}


def foreign_subject(text: str) -> str | None:
    """The code of the reason for which a request with markers is out of the subject, if its words say so."""
    return next((reason for reason, pattern in _PATTERNS.items() if pattern.search(text)), None)


# A rule that a request names by its own name rules the other one out.
_NAMES = {
    "product_rule": re.compile(r"\bproducts?\b", re.IGNORECASE),
    "chain_rule": re.compile(r"\bchain\b|\bcompos|\binner\b|\bouter\b|\bnested\b", re.IGNORECASE),
}


def other_rule_named(template: object, text: str) -> bool:
    """Whether a request names the rule of another template, and nothing of this one's."""
    own = _NAMES.get(str(template))
    return own is not None and not own.search(text) and any(name.search(text) for name in _NAMES.values())
