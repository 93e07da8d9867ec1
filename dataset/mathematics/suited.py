"""Which families of functions a template takes; those that are held out stand among the others."""

from __future__ import annotations

import re

import derivanim.dataset.mathematics.held_out
import derivanim.dataset.mathematics.subjects
import derivanim.dataset.mathematics.surfaces  # noqa: F401 (all three register their families)
from derivanim.dataset.mathematics.curves import KINDS
from derivanim.dataset.mathematics.families import FAMILIES
from derivanim.dataset.mathematics.mentions import wants_linear

_SMOOTH = ("polynomial", "polynomial", "rational", "exponential", "logarithmic", "trigonometric",
    "inverse trigonometric", "hyperbolic", "product", "product", "quotient", "composition of depth two",
    "composition of depth two", "sum",)  # fmt: skip
_HELD = ("root", "root", "root product", "root composition", "root sum", "composition of depth three")
_BENT = ("absolute value", "piecewise")
_SIMPLE = ("polynomial", "polynomial", "polynomial", "rational", "exponential", "logarithmic", "trigonometric",
    "product", "sum", "hyperbolic", "inverse trigonometric")  # fmt: skip
_SIMPLE_HELD = ("root", "root", "root sum", "root product")

SUITED: dict[str, tuple[str, ...]] = {"derivative_overview": (*_SMOOTH, "power", "multiple", *_HELD, "root quotient"),
    "tangent_line": (*_SMOOTH, *_HELD, "root quotient"), "secant_limit": (*_SMOOTH, "absolute value", *_HELD),
    "derivative_graph": (*_SMOOTH, "absolute value", *_HELD), "implicit_differentiation": tuple(name for name,
    kind in KINDS.items() if kind.marker == "Q"), "product_rule": ("product", "root product"),
    "chain_rule": ("composition of depth two", "root composition", "composition of depth three"),
    "constant_rule": ("constant", "root constant"), "constant_multiple_rule": ("multiple", "root multiple"),
    "power_rule": ("power", "root power"), "sum_rule": ("sum", "polynomial", "root sum"),
    "quotient_rule": ("quotient", "rational", "root quotient"), "exponential_derivative": ("exponential",
    "root in an exponent", "exponential of depth three"), "logarithm_derivative": ("logarithmic",
    "root in a logarithm", "logarithm of depth three"), "trigonometric_derivative": ("trigonometric",
    "root in a circular function", "circular function of depth three"), "hyperbolic_derivative": ("hyperbolic",
    "root in a hyperbolic function", "hyperbolic function of depth three"),
    "inverse_trigonometric_derivative": ("inverse trigonometric", "root in an arc function",
    "arc function of depth three"), "logarithmic_differentiation": ("power with x below and above",
    "power with x below and above", "long product or quotient", "long product with roots"),
    "inverse_function_derivative": ("polynomial", "exponential", "logarithmic", "rational", "sum", "hyperbolic",
    "power", "trigonometric", "root", "root sum", "root power"), "normal_line": (*_SMOOTH, *_HELD),
    "local_linearity": (*_SMOOTH, "absolute value", *_HELD), "one_sided_derivatives": (*_BENT, *_BENT,
    "absolute value", "polynomial", "product", "root by cases", "root"), "average_and_instantaneous_rate": (*_SIMPLE,
    "absolute value", "motion polynomial", *_SIMPLE_HELD), "differentiability": (*_BENT, *_BENT, *_BENT,
    "rational quotient of the form 0/0", "root by cases"), "higher_derivatives": ("polynomial", "polynomial",
    "exponential", "trigonometric", "logarithmic", "product", "rational", "hyperbolic", "power", "root",
    "root power", "root composition"), "optimization": (*_SIMPLE, "absolute value", "polynomial", "product",
    *_SIMPLE_HELD), "increasing_and_decreasing": (*_SIMPLE, "absolute value", "polynomial", "product",
    *_SIMPLE_HELD), "concavity": (*_SIMPLE, "polynomial", "product", *_SIMPLE_HELD), "critical_points": (*_SIMPLE,
    "absolute value", "polynomial", "product", *_SIMPLE_HELD), "curve_sketching": ("polynomial", "polynomial",
    "polynomial", "rational", "product", "exponential", "logarithmic", "sum", "root product", "root sum", "root"),
    "motion": ("motion polynomial", "motion polynomial", "oscillation", "growth and decay", "root",
    "composition of depth three"), "rate_of_change": ("growth and decay", "growth and decay", "motion polynomial",
    "polynomial", "power", "oscillation", "logarithmic", "root", "root sum", "root composition"),
    "marginal_analysis": ("cost polynomial", "revenue polynomial", "profit polynomial",
    "cost or revenue that is no polynomial", "cost with a root", "revenue with a root", "profit with a root"),
    "linear_approximation": ("polynomial", "trigonometric", "exponential", "logarithmic", "rational", "power",
    "product", "inverse trigonometric", "root", "root power", "root composition", "composition of depth three"),
    "newton_method": ("polynomial", "polynomial", "sum", "sum", "trigonometric", "exponential", "logarithmic",
    "rational", "inverse trigonometric", "product", "root", "root sum"), "taylor_polynomial": ("polynomial",
    "exponential", "trigonometric", "logarithmic", "rational", "product", "hyperbolic", "inverse trigonometric",
    "composition of depth two", "root", "root composition", "composition of depth three"),
    "tangent_from_point": ("polynomial", "polynomial", "polynomial", "exponential", "logarithmic", "rational", "sum",
    "trigonometric", "root", "root power", "root sum"), "related_rates": (), "mean_value_theorem": (*_SIMPLE,
    "polynomial", "sum", *_SIMPLE_HELD, "composition of depth three"),
    "rolle_theorem": ("polynomial with equal ends", "polynomial with equal ends",
    "circular function with equal ends", "exponential or logarithm with equal ends", "quotient with equal ends",
    "root with equal ends"), "lhopital_rule": ("circular quotient of the form 0/0",
    "exponential quotient of the form 0/0", "logarithmic quotient of the form 0/0",
    "rational quotient of the form 0/0", "quotient of the form oo/oo", "root quotient of the form 0/0"),
    "parametric_tangent": tuple(name for name, kind in KINDS.items() if kind.marker == "C"),
    "polar_tangent": tuple(name for name, kind in KINDS.items() if kind.marker == "E"),
    **dict.fromkeys(("partial_derivatives", "tangent_plane", "directional_derivative"), tuple(name for name,
    kind in KINDS.items() if kind.marker == "F" and "parameter" not in name)), **dict.fromkeys(("unsupported",
    "unclear"), (*_SMOOTH, *_HELD)),}  # fmt: skip

# Words that name a family, and the families that they may mean; a request with such words gets one of them.
_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (("polar_tangent", r"\brose|petal|flower|clover|trefoil",
    ("rose",)), ("polar_tangent", r"\bspiral|snail|archimed", ("polar spiral",)), ("polar_tangent",
    r"\bcardioid|lima[cç]on|heart", ("cardioid or limacon",)), ("polar_tangent", r"\bpolar circle|\bthe circle\b",
    ("polar circle",)), ("polar_tangent", r"\borbit|conic|ellipse|comet|planet", ("polar conic",)), ("polar_tangent",
    r"\blemniscate", ("lemniscate",)), ("implicit_differentiation", r"\bcircle|\bcircular", ("circle",)),
    ("implicit_differentiation", r"\bellip|\bhyperbola|\boval", ("ellipse or hyperbola", "conic with a mixed term")),
    ("implicit_differentiation", r"\bfolium|\bcubic|\belliptic curve|descartes", ("cubic",)),
    ("implicit_differentiation", r"\bproduct", ("products of powers", "conic with a mixed term")),
    ("parametric_tangent", r"\bcycloid|rolling|wheel|brachis", ("cycloid",)), ("parametric_tangent",
    r"\bellip|\bcircle", ("ellipse by a parameter",)), ("parametric_tangent", r"\blissajous|oscilloscope",
    ("Lissajous curve",)), ("parametric_tangent", r"\bspiral|snail", ("spiral by a parameter",)),
    ("parametric_tangent", r"\bball\b|projectile|thrown|cannon|missile|rocket|stone|javelin|football|kick|shot\b",
    ("flight of a ball",)), ("motion", r"oscillat|spring|pendulum|swing|vibrat|harmonic|swinging|bobbing|piston",
    ("oscillation",)), ("motion", r"\bball\b|thrown|throw|rocket|projectile|stone|falling|drop|train|\bcar\b",
    ("motion polynomial",)), ("rate_of_change",
    r"bacteria|population|cool|temperature|decay|coffee|tea\b|virus|infect|cells|medicine|drug|caffeine",
    ("growth and decay",)), ("differentiability", r"\bhole\b|removable",
    ("rational quotient of the form 0/0",)),
    ("differentiability", r"\babsolute value|\babs\b|modulus|betrag", ("absolute value",)),
    ("differentiability", r"piece|branch|two formulas|two parts|pieces|glu|join|\bcases\b", ("piecewise",)),
    ("one_sided_derivatives", r"piece|branch|two formulas|two parts|glu|\bcases\b", ("piecewise",)),
    ("one_sided_derivatives", r"\babsolute value|modulus|betrag|\bcorner\b|\bkink", ("absolute value",)),
    ("local_linearity", r"\bcorner|\bkink|\bbend\b.*never|sharp", ("absolute value",)), ("derivative_overview",
    r"polynomial", ("polynomial",)), ("parametric_tangent", r"b[eé]zier", ("polynomials of a parameter",)),
    ("parametric_tangent", r"planet|racetrack|\bloop", ("ellipse by a parameter",)),
    ("logarithmic_differentiation", r"factors|products?\b|quotient|fraction|monster|roots",
    ("long product or quotient", "long product with roots")), ("logarithmic_differentiation",
    r"expon|hybrid|tower|power|base|raised|variable|self|function to|function with",
    ("power with x below and above",)), ("lhopital_rule", r"infinity type|infinity over infinity|(?:∞|oo) ?/ ?(?:∞|oo)",
    ("quotient of the form oo/oo",)), ("lhopital_rule", r"0 ?/ ?0|zero over zero",
    ("circular quotient of the form 0/0", "exponential quotient of the form 0/0",
    "logarithmic quotient of the form 0/0", "rational quotient of the form 0/0", "root quotient of the form 0/0")),
    )  # fmt: skip
_LOOSE = frozenset({"motion", "rate_of_change", "derivative_overview", "local_linearity", "one_sided_derivatives"})
_HABITS = [(template, re.compile(words, re.I), families) for template, words, families in _WORDS]


def is_held_out(name: str) -> bool:
    """Whether no training row has the family."""
    return KINDS[name].held_out if name in KINDS else FAMILIES[name].held_out


def suited(template: str, text: str, *, held_out: bool, quantity: str = "cost") -> list[str]:
    """The families that a request may have; empty where it can have none."""
    names = [name for name in SUITED[template] if is_held_out(name) == held_out]
    named = next((families for where, words, families in _HABITS if where == template and words.search(text)), None)
    if named is not None:
        found = [name for name in named if is_held_out(name) == held_out]
        # Where words only hint at a family, another one of the other side will do.
        return found or (names if template in _LOOSE else [])
    if held_out and wants_linear(template, text):  # a function that is held out has a root or is nested
        return []
    if template == "marginal_analysis":
        return [name for name in names if name.startswith(quantity) or (quantity != "profit" and "no poly" in name)]
    return names
