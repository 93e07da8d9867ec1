"""Which animation a request asks for, by keywords: the list that a sceptic would write in an afternoon."""

from __future__ import annotations

import re

# The first line whose words stand in the request decides; what is special stands before what is general.
KINDS: tuple[tuple[str, str], ...] = (
    ("taylor_polynomial", r"taylor|maclaurin"),
    ("newton_method", r"newton"),
    ("lhopital_rule", r"l'?\s?h[oô]s?pital"),
    ("rolle_theorem", r"\brolle|equal heights"),
    ("mean_value_theorem", r"mean[ -]value|\bmvt\b"),
    ("tangent_plane", r"tangent(ial)? plane|touching plane"),
    ("directional_derivative", r"directional|in the direction"),
    ("partial_derivatives", r"partial|\bf_x\b"),
    ("polar_tangent", r"\bpolar\b|\br\s*=.*(theta|θ)"),
    ("parametric_tangent", r"parametri[cz]|cycloid|\bx\(t\)|x\s*=.*,\s*y\s*=.*\bt\b"),
    ("logarithmic_differentiation", r"logarithmic (differentiation|derivative)|take logs|logarithmically"
     r"|takes? logs|tower"),
    ("implicit_differentiation", r"implicit|both sides"),
    ("related_rates", r"related rate|ladder|balloon|\bcone\b|lamp ?post|shadow|\btank\b|ripple|\bft/s|\bm/s|\bcm/s"),
    ("inverse_function_derivative", r"inverse function|derivative of the inverse|inverse of|f\^\{?-1\}?"),
    ("inverse_trigonometric_derivative", r"inverse trig|\barc(sin|cos|tan)\b(?=.*\brule)"),
    ("hyperbolic_derivative", r"hyperbolic"),
    ("linear_approximation", r"linear(ly)? approximat|linearis|lineariz|\bestimate\b|approximate|predicts"),
    ("local_linearity", r"local(ly)? linear|zoom"),
    ("one_sided_derivatives", r"one[- ]sided|left[- ](hand )?(and|derivative)|from the left"),
    ("differentiability", r"differentiab|\bcorner\b|\bcusp\b|\bkink"),
    ("marginal_analysis", r"marginal|cost function|revenue|profit"),
    ("average_and_instantaneous_rate", r"average (rate|velocity|speed)|\bmean rate|net change"
     r"|secant.* tangent.*compare|average.*(instantaneous|rate)|instantaneous.*average"),
    ("motion", r"velocity|accelerat|particle|\bmotion\b|displacement"),
    ("curve_sketching", r"sketch|full study|discuss the|full (curve )?analysis"),
    ("concavity", r"concav|inflection|inflexion|convex"),
    ("increasing_and_decreasing", r"increas|decreas|monoton|\bris(es|ing)|\bfall(s|ing)|sign (of|chart)"
     r"|goes? (up|down)"),
    ("optimization", r"optimi[sz]|\bmax\b|\bmin\b|best|highest|lowest|maximi[sz]|minimi[sz]|absolute|global"
     r"|largest|smallest|greatest"),
    ("critical_points", r"critical|stationary|turning point|local (max|min|extrem)|extrem|maxim|minim"),
    ("higher_derivatives", r"(second|third|fourth|fifth|2nd|3rd) derivative|higher|f''|derive twice|d\^2|successive"),
    ("tangent_from_point", r"tangents? .*(through|from) (the )?(point )?\("),
    ("normal_line", r"\bnormal\b|perpendicular|right angle"),
    ("secant_limit", r"secant|chord|ab initio|smaller and smaller|difference quotient|first principles"
     r"|limit definition|definition of the derivative"),
    ("tangent_line", r"tang[ae]nt|tajgent|slope at|(slope|gradient|steep).* (at|where|when) |touch"),
    ("chain_rule", r"chain rule|composi|inside|outside|inner .*outer|outer .*inner"),
    ("product_rule", r"product|factors"),
    ("quotient_rule", r"quotient|fraction|numerator"),
    ("constant_multiple_rule", r"constant[- ](multiple|factor)|coefficient"),
    ("constant_rule", r"constant rule|horizontal (line|graph)|the constant\b|derivative of a constant"
     r"|constant function"),
    ("sum_rule", r"sum rule|term by term|(sum|difference) rule"),
    ("power_rule", r"power rule"),
    ("exponential_derivative", r"exponential|euler|growth|\bbase\b"),
    ("logarithm_derivative", r"logarithm|\blogs?\b|\bln\b(?=.*\brule)"),
    ("trigonometric_derivative", r"trig|(derivative of|differentiate) (the )?(sin|cos|tan|sec)\w*\b(?=[^*+/^]*$)"),
    ("rate_of_change", r"rate of change|how (fast|quick|rapid)|changing|at what rate|change .* (if|when|at)\b"),
    ("derivative_graph", r"(graph|plot|draw|curve).*(deriv|f'|slope)|deriv.*(graph|plot|curve)|slope function"),
    ("derivative_overview", r"deriv|differentiat|d/d[a-z]|d\W?y\W*/\W*d\W?x|\bdiff\b|f'|y'|slope"),
)  # fmt: skip

REFUSED: tuple[tuple[str, str], ...] = (
    ("integral", r"integra|antideriv|area under|∫|primitive of"),
    ("differential_equation", r"differential equation|\bode\b|\bpde\b"),
    ("statistics", r"probabilit|statistic|regression|standard deviation|average of the numbers"),
    ("linear_algebra", r"matri(x|ces)|eigen|determinant|dot product|cross product"),
    ("several_variables", r"gradient (vector|field)|lagrange|hessian|jacobian|divergence|\bcurl\b|saddle"),
    ("geometry", r"pythagor|triangle|area of (a|the) circle"),
    ("series", r"\bseries\b(?<!taylor series)|converge|sequence"),
    ("harmful_or_command", r"rm -rf|import os|delete (all|the|my)|password|shell|ignore (all|previous)|__\w+__"),
    ("algebra", r"factori[sz]e\b|solve|simplif|expand|complete the square"),
    ("limit", r"\blimit of\b|\blim\b"),
    ("not_mathematics", r"weather|poem|recipe|joke|capital of|pizza|song|story"),
)

# Who names a rule means it, whatever else stands there.
_RULE = re.compile(r"\b(chain|product|quotient|power|sum|constant|constant[- ]multiple) rule")
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in KINDS)
_REFUSED = tuple((code, re.compile(pattern)) for code, pattern in REFUSED)
_CERTAIN = re.compile(
    r"deriv|different|tangent|d/d|f'|taylor|newton|slope|critical|optimi|l'?h[oô]s?pital"
    r"|rolle|rate"
)


def kind(request: str) -> str | None:
    """The template that the words of a request name; None where no word does."""
    text = request.lower()
    if named := _RULE.search(text):
        return f"{named[1].replace(' ', '_').replace('-', '_')}_rule"
    return next((name for name, pattern in _COMPILED if pattern.search(text)), None)


def refusal(request: str) -> str | None:
    """The code of the reason why a request is outside the subject; None where its words do not say so."""
    text = request.lower()
    found = next((code for code, pattern in _REFUSED if pattern.search(text)), None)
    # "Minimize the area of a triangle with the derivative" is about derivatives after all; an integral never is.
    return None if found in ("algebra", "geometry", "limit", "series") and _CERTAIN.search(text) else found


def order(request: str) -> str | None:
    """The order of a derivative or the degree of a polynomial, as a digit; None where the words name none."""
    text = request.lower()
    for number, words in enumerate((r"second|2nd|twice|f''(?!')", r"third|3rd|f'''", r"fourth|4th", r"fifth|5th"), 2):
        if re.search(words, text):
            return str(number)
    found = re.search(r"(?:degree|order)\s*(?:of\s*)?(?:n\s*=\s*)?(\d)", text)
    return found[1] if found else None


def goal(request: str) -> str | None:
    """Whether the largest or the smallest value is asked for; None where both are, or neither is named."""
    text = request.lower()
    most = bool(re.search(r"maxim|largest|greatest|highest", text))
    least = bool(re.search(r"minim|smallest|least|lowest", text))
    return None if most == least else "maximum" if most else "minimum"


_LOOK: tuple[tuple[str, str, str], ...] = (
    ("pace", "slow", r"\bslow"),
    ("pace", "fast", r"\bfast(?!\s+(does|is|do))\b|\bquick\b"),
    ("theme", "light", r"light (theme|background|mode)|white background"),
    ("theme", "colorblind", r"colou?r[- ]?blind"),
    ("aspect", "9:16", r"9:16|vertical|portrait|tall"),
    ("aspect", "1:1", r"1:1|\bsquare (video|format|picture)"),
)
_COLOR = re.compile(r"\b(?:in|with a|use|colou?r\w*)\s+(blue|red|orange|yellow|green|teal|purple|pink|white)\b")


def look(request: str) -> dict[str, str]:
    """Wishes about pace, colours and shape, as the fields of a schema."""
    text = request.lower()
    wishes = {field: value for field, value, words in reversed(_LOOK) if re.search(words, text)}
    color = _COLOR.search(text)
    return wishes | ({"color": color[1]} if color else {})
