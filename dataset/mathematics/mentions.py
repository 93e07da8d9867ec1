"""Words of a request that say what its function has in it, or of which form it is: "a cosine", "own derivative".

A sign is looked for in the source of the function followed by its form: `3*sin(2*x) + 1 #sin linear plus`. The form
names the function that is left without constant factors and addends, where there is one.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from derivanim.dataset.mathematics.trees import Tree, called, letters, parse

# A parabola as it is written: a square, and neither another power nor brackets nor x below a line.
_PARABOLA = r"^(?=[^()]*$)(?!.*(?:\*\*(?!2\b)|/ ?x))(?=.*\bx\*\*2)"
_MENTIONS: tuple[tuple[str, str, str], ...] = (
    *(
        (name, r"parabola E1|parabolic dish", _PARABOLA)
        for name in ("critical_points", "normal_line", "tangent_from_point", "tangent_line")
    ),
    ("trigonometric_derivative", r"sines?\b|sinus|\bsin\b|\bcos\b|wave|circle", r"\b(?:sin|cos)\("),
    (
        "trigonometric_derivative",
        r"harmonic|sound|daylight|day length|tides?\b|swing|oscillat|amplitude|frequency|quarter|ninety|shift|carousel|"
        r"ferris|wheel|pendulum|spring|guitar|string|violin|volt|current|radio|season|temperature|buoy|heart|piston|coil|"
        r"sprite|shadow|crest|midline|flat on top|sinusoid|revolv|rotat",
        r"#(?:sin|cos) linear",
    ),
    (
        "trigonometric_derivative",
        r"derivative of E1 a cosine|(?:is|by) a sine|sines? (?:into|to|derivative|become)|like a sine|a sine wave|"
        r"sine, E1|of the sine\b|a sine curve|a sine turn",
        r"^(?!.*\bcos\().*#sin",
    ),
    ("trigonometric_derivative", r"E1, a cosine|like a cosine|differentiating a cosine|a cosine, E1", r"#cos"),
    ("trigonometric_derivative", r"tangent function|function tangent|\btan\b", r"\btan\("),
    (
        "inverse_trigonometric_derivative",
        r"ladder|camera|rocket|balloon|kite|drone|robot|telescope|satellite|plane\b|lighthouse|cinema|road|snell|elevation|"
        r"kinematics",
        r"#a(?:tan|sin|cos) linear",
    ),
    ("inverse_trigonometric_derivative", r"opposite", r"^(?!-)"),
    ("inverse_trigonometric_derivative", r"arc ?tan|inverse tan|\batan\b|angle of view|viewing angle", r"\batan\("),
    ("inverse_trigonometric_derivative", r"arc ?sin|inverse sine|\basin\b", r"\basin\("),
    ("inverse_trigonometric_derivative", r"arc ?cos|inverse cosine|\bacos\b", r"\bacos\("),
    (
        "hyperbolic_derivative",
        r"catenary|hanging|power line|telephone|suspension|washing line|sags|rope|cable|a hyperbolic cosine\.|"
        r"E1 is a hyperbolic cosine",
        r"^(?!-).*#cosh linear",
    ),
    ("hyperbolic_derivative", r"has a hyperbolic sine|hyperbolic cosines don't", r"#cosh"),
    (
        "hyperbolic_derivative",
        r"derivative of the hyperbolic sine|derivative of E1 a hyperbolic cosine|hyperbolic cosine come out",
        r"#sinh",
    ),
    ("hyperbolic_derivative", r"squash|sigmoid|activation|hyperbolic tangent\b(?! line)", r"#tanh"),
    ("hyperbolic_derivative", r"skydiver|falling body|drag|S-shaped", r"^(?!-)(?!.*(?:- ?\d*\*?x|\(-)).*#tanh"),
    ("power_rule", r"negative (?:power|exponent)|denominator|below the line|reciprocal", r"/|\*\*\(-"),
    ("power_rule", r"\bfraction(?:al)? (?:power|exponent)|\broots?\b", r"sqrt|cbrt|\*\*\(-?\d/"),
    ("quotient_rule", r"\btangent function\b", r"\btan\("),
    ("sum_rule", "", r"^(?!\(|x\*\()"),
    (
        "quotient_rule",
        r"\bcost\b|price|profit|density|rectangle|population|concentration|fuel|speed|gdp|litre",
        r"^(?!.*(?:sin|cos|tan)\()",
    ),
    ("power_rule", r"metabolic|allometr", r"^(?!-)"),
    ("power_rule", r"turbine|kinetic|free fall|volume|area\b", r"^(?!-)(?!.*(?:/ ?\(?x|/sqrt|\*\*\(?-)).*\bx\*\*\d"),
    ("power_rule", r"three slabs", r"\bx\*\*3\b"),
    ("power_rule", r"two strips", r"\bx\*\*2\b"),
    ("constant_multiple_rule", r"three identical", r"^3\*"),
    ("constant_multiple_rule", r"wages", r"^(?!-)"),
    ("logarithm_derivative", r"binary log|log base (?:2|two)\b|\blog2\b", r"/log\(2\)|, 2\)"),
    ("logarithm_derivative", r"base ten|base 10|decimal log|common log|\blog10\b", r"/log\(10\)|, 10\)"),
    (
        "logarithm_derivative",
        r"another base|change of base|base of the log|base in|log of the base|strange base|base other than|"
        r"ln of the base|not Euler",
        r"/log\(\d|, \d",
    ),
    ("logarithm_derivative", r"ten times flatter", r"^[\d./*]*log\((?:\d+\*)?x\)"),
    ("logarithm_derivative", r"decibel|richter|loudness|rocket|algorithm", r"^(?!-).*#log linear"),
    (
        "exponential_derivative",
        r"\bits own\b|\bitself\b|their own|own derivative|proportional|as fast as it is big|half as|doubl|compound|"
        r"moore|viral|copies|growth|grow\b|grows\b|decay|looks like|same slope as",
        r"#exp linear$",
    ),
    ("exponential_derivative", r"why is E1 its own derivative", r"^(?:\d+\*)?exp\(x\)"),
    ("exponential_derivative", r"decay|half as|what is left|half-life", r"^(?!-)(?=.*(?:\(-|\*\*-|\(1/|0\.\d\*\*))"),
    (
        "exponential_derivative",
        r"doubl|compound|moore|viral|virus|rabbits|population|growth model|natural growth|biolog|cells",
        r"^(?!-)(?!.*(?:\(-|\*\*-|\(1/|0\.\d\*\*|3 - x))",
    ),
    ("logarithm_derivative", r"natural log|\bln\b", r"^(?!.*(?:/log\(|, \d))"),
)
"""Words that a request may have, and what its function must then have."""
_MENTIONED = [(template, re.compile(words, re.I), re.compile(sign)) for template, words, sign in _MENTIONS]


def agrees(template: str, text: str, source: str) -> bool:
    """Whether the words of a request say nothing else about its function."""
    wanted = [sign for where, words, sign in _MENTIONED if where == template and words.search(text)]
    if not wanted:
        return True
    described = f"{source} #{form(source)}"
    return all(sign.search(described) for sign in wanted)


def wants_linear(template: str, text: str) -> bool:
    """Whether the words ask for a function of a multiple of x and of nothing else, as those of a pendulum do."""
    return any(
        where == template and "linear" in sign.pattern and words.search(text) for where, words, sign in _MENTIONED
    )


@lru_cache(maxsize=4096)
def form(source: str) -> str:
    """The function that is left without constant factors and addends: `sin linear`, `exp`, `log linear plus`."""
    tree, plus = parse(source), ""
    while True:
        if isinstance(tree, ast.UnaryOp):
            tree = tree.operand
        elif isinstance(tree, ast.BinOp) and not isinstance(tree.op, ast.Pow) and not letters(tree.left):
            plus = " plus" if isinstance(tree.op, ast.Add | ast.Sub) else plus
            tree = tree.right
        elif isinstance(tree, ast.BinOp) and not isinstance(tree.op, ast.Pow) and not letters(tree.right):
            plus = " plus" if isinstance(tree.op, ast.Add | ast.Sub) else plus
            tree = tree.left
        else:
            break
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Pow) and not letters(tree.left):
        return f"exp{_linear(tree.right)}{plus}"
    if isinstance(tree, ast.Call):
        return f"{called(tree)}{_linear(tree.args[0])}{plus}"
    return ""


def _linear(tree: Tree) -> str:
    """Whether x stands alone but for constants."""
    while not isinstance(tree, ast.Name):
        if isinstance(tree, ast.UnaryOp):
            tree = tree.operand
        elif (
            isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub | ast.Mult) and not letters(tree.left)
        ):
            tree = tree.right
        elif isinstance(tree, ast.BinOp) and not isinstance(tree.op, ast.Pow) and not letters(tree.right):
            tree = tree.left
        else:
            return ""
    return " linear"
