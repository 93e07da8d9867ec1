"""Words that name a subject outside of derivanim: a request that uses one gets no animation, however sure the model is.

The list is short on purpose. A test holds it against the bank: no phrasing that asks for an animation uses such a word.
"""

from __future__ import annotations

import re

_SURFACES = "partial_derivatives tangent_plane directional_derivative"
_SECOND = "higher_derivatives concavity curve_sketching critical_points motion taylor_polynomial"
# The words of each reason for a refusal, each with the templates that are about just that.
_WORDS: dict[str, dict[str, str]] = {
    "integral": {
        r"integra(?:l|ls|tion)\b": "",
        r"integrat(?:e|es|ing) (?:[EFQ]\d|it\b|the|both|over|from|with|by)": "",
        r"anti-?derivatives?": "",
        r"riemann": "",
        r"∫": "",
        r"area (?:under|between|below|inside)": "",
        r"(?:volume|solid) of revolution": "",
    },
    "differential_equation": {
        r"differential equations?": "",
        r"\b[op]des?\b": "",
        r"(?:slope|direction) fields?": "",
        r"initial (?:value|condition)s?": "newton_method",
        r"euler'?s method": "",
    },
    "higher_derivative": {
        r"(?:second|2nd)[- ](?:order )?derivatives?|[a-z]''|[a-z]″|concav(?:e|ity)|infle(?:ct|x)ion": _SECOND,
        r"(?:third|fourth|fifth|3rd|4th|5th|nth|higher)[- ](?:order )?derivatives?": _SECOND,
        r"d²|d\^?2 ?y ?/ ?dx": _SECOND,
        r"differentiate \S+ twice|twice differentiat": _SECOND,
    },
    "other_calculus": {
        r"taylor|maclaurin": "taylor_polynomial linear_approximation",
        r"newton'?s method|newton-raphson": "newton_method",
        r"l'?h[oô]s?pital": "lhopital_rule",
        r"mean value theorem|\bmvt\b": "mean_value_theorem rolle_theorem",
        r"rolle'?s? theorem": "rolle_theorem",
        r"related rates?": "related_rates",
        r"normal (?:line )?(?:to|of|at)\b|perpendicular": "normal_line related_rates",
        r"right angle": "normal_line related_rates",
        r"not differentiable|non-?differentiable": "differentiability one_sided_derivatives",
    },
    "several_variables": {
        r"partial(?:ly)? (?:derivative|differentia)|∂|\bpartials\b": _SURFACES,
        r"(?:two|several|multiple) variables|multi-?variable": _SURFACES,
        r"(?:three|many) variables": "",
        r"contour (?:map|plot)s?": "directional_derivative",
        r"jacobian|hessian|gradient (?:field|descent)|lagrange multiplier": "",
        r"saddle": "critical_points tangent_plane",
        r"gradient vector": "directional_derivative partial_derivatives",
        r"directional derivative": "directional_derivative",
    },
    "linear_algebra": {
        r"matri(?:x|ces)|eigen\w+|determinant of|cross product": "",
        r"dot product": "directional_derivative",
    },
    "statistics": {r"probabilit\w+|standard deviation|normal distribution|histogram|linear regression": ""},
    "parametric_or_polar": {r"polar": "polar_tangent", r"parametri[cz]\w*|cycloid": "parametric_tangent"},
    "series": {
        r"(?:infinite|geometric|harmonic) series\b|fourier": "",
        r"(?:power|the) series\b|series (?:of|for|expansion)": "taylor_polynomial",
    },
    "other_rule": {
        r"quotient rule": "quotient_rule",
        r"logarithmic differentiation|tak(?:e|ing) (?:the )?log(?:arithm)?s\b": "logarithmic_differentiation",
        r"inverse function": "inverse_function_derivative inverse_trigonometric_derivative",
    },
    "limit": {r"epsilon[- ]delta|squeeze theorem": "", r"asymptotes?": "curve_sketching"},
    "harmful_or_command": {
        r"rm -r": "",
        r"sudo\b": "",
        r"passwords?": "",
        r"__\w+__": "",
        r"os\.system": "",
        r"subprocess": "",
        r"root access": "",
        r"(?:run|execute) (?:this|the|a|an|my|following) (?:\w+ )?(?:program|code|script|command|file)": "",
        r"(?:delete|erase|remove|wipe|upload|read|open) (?:(?:all|the|my|your|every) )*"
        r"(?:files?|disks?|data|folders?)\b": "",
        r"ignore (?:all |the |any |your |every )*(?:previous|prior|above|earlier) ": "",
    },
}
_PATTERNS = [
    (reason, re.compile(rf"(?<![\w'])(?:{pattern})", re.I), frozenset(owners.split()))
    for reason, patterns in _WORDS.items()
    for pattern, owners in patterns.items()
]


# "Not the perpendicular but the tangent": what stands before a subject that is named only to be ruled out.
_DENIED = re.compile(
    r"(?:\bno|(?<!why )\bnot|\bwithout|\bnever|n't mean|\binstead of|\brather than)(?: (?:the|an?|any|use|using))* $",
    re.I,
)


def foreign_subject(text: str, template: str = "") -> str | None:
    """The code of the reason for which a request with markers is none for a template, if its words say so."""
    return next(
        (
            reason
            for reason, pattern, owners in _PATTERNS
            if template not in owners and any(not _DENIED.search(text[: m.start()]) for m in pattern.finditer(text))
        ),
        None,
    )


# What a request says that means one rule. A rule that it names by its own name rules the others out.
_NAMES = {
    "product_rule": re.compile(
        r"\bproducts?\b|leibniz(?:'s)? (?:product )?rule|\(f ?[·*]? ?g\)|\buv\b|u ?['’′] ?v", re.IGNORECASE
    ),
    "chain_rule": re.compile(
        r"\bchain|\bch(?!ain)[a-z]{2,3} rule|\bcompos|\binner\b|\bouter\b|\bnested\b|\bd[a-z] ?/ ?du\b", re.IGNORECASE
    ),
    "quotient_rule": re.compile(r"\bquotients?\b|\bdivision\b", re.IGNORECASE),
}
# The plainer rules give way where one of those is named, and they are not.
_PLAINER = {
    "constant_rule": re.compile(r"\bconst", re.IGNORECASE),
    "constant_multiple_rule": re.compile(r"\bconst|multipl|factor|coefficient|scal|\bnumber", re.IGNORECASE),
    "power_rule": re.compile(r"\bpower|\bexponent|\braised", re.IGNORECASE),
    "sum_rule": re.compile(r"\bsums?\b|\bterms?\b|\bdifferences?\b|plus|add|linear", re.IGNORECASE),
}
# Without its name a rule is still asked for by its picture, its formula or a misspelt name.
_HINTS = {
    "product_rule": re.compile(
        r"\brectang|\bareas?\b|\bfactors?\b|\btimes\b|\bmultipl|\buv\b|u ?['’′] ?v|\(f ?g\)|f ?g? ?['’′] ?g"
        r"|fg['’′]|\bu and v\b"
        r"|\bu, v\b|\bpr\w{2,5} rule|product|prod\w*rule|two terms|d right|g prime",
        re.IGNORECASE,
    ),
    "chain_rule": re.compile(
        r"\binside|\boutside|\bgears?\b|\bpeel|\bonion|\blayers?\b|substitut|\bu ?=|\bdu\b"
        r"|f['’′]? ?\(g|f of g|f∘g|prime of g"
        r"|function (?:of|in|inside|within) (?:a )?(?:other )?function|\bmachines?\b|\bboxes\b|\bdials?\b"
        r"|\bbracket|\bnudge"
        r"|x goes to u|change in [xu]|changes|expand|chain|\bch\w{2,3} rule|rates multiply|extra factor",
        re.IGNORECASE,
    ),
    "derivative_graph": re.compile(
        r"gra\w?p\w?h|grahp|plot|sketch|draw|chart|curve|trac|slope|steep|gradient|visual|picture|diagram"
        r"|figure|axes|f and f"
        r"|['’′]|prime|tangent|trail|record|side by side|beneath|underneath|under it|below it|stack|compare"
        r"|velocity|ris(?:es|ing)"
        r"|fall|increas|zero|peak|roll|as a function|function of x|\btop\b|bottom|overlay|\bleft\b|versus"
        r"|\bvs\b|sync|shape|link"
        r"|both|together|look like|and its derivative",
        re.IGNORECASE,
    ),
    "quotient_rule": re.compile(r"quotient|fraction|ratio\b|divi|low d|numerator|denominator|over", re.IGNORECASE),
}


def rules_named(text: str) -> set[str]:
    """The templates of the rules that a request names."""
    return {name for name, pattern in _NAMES.items() if pattern.search(text)}


def rule_named(template: str, text: str) -> bool | None:
    """Whether a request names or hints at what a template adds to the steps; None for one that needs no hint."""
    if template not in _HINTS:
        return None
    return bool((template in _NAMES and _NAMES[template].search(text)) or _HINTS[template].search(text))


def other_rule_named(template: object, text: str) -> bool:
    """Whether a request names the rule of another template, and nothing of this one's."""
    own = _NAMES.get(str(template)) or _PLAINER.get(str(template))
    return own is not None and not own.search(text) and bool(rules_named(text))
