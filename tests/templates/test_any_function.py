"""Functions that nobody chose: each is refused with a sentence, or its program is clean Python that runs."""

import ast
import random
import subprocess

import pytest
from ruff.__main__ import find_ruff_bin

from derivanim.errors import BudgetError, MathError, SlotError
from derivanim.render.proofs import prove
from derivanim.slots.check import check
from derivanim.slots.registry import load
from derivanim.templates.fill import fill

REFUSALS = MathError, SlotError, BudgetError
ATOMS = ["x", "x + {a}", "x^2", "x^2 - {a}", "{a} x", "x^3 - {b} x", "sqrt(x)", "-x/{b}"]
OUTER = ["({u})^{b}", "sin({u})", "cos({b} x)", "exp({u})", "ln({u})", "sqrt({u})", "1/({u})", "abs({u})", "tan({u})"]
OTHER = ["atan({u})", "{a}^({u})", "({u}) + sin({b} x)", "cbrt({u})", "x^({u})", "({u})/({v})"]
PRODUCTS = ["({u})*({v})", "({u})*sin({v})", "({u})*exp(-({v}))", "sin({u})*cos({v})", "x*ln({u})"]
SHAPES = {"product_rule": PRODUCTS, "chain_rule": OUTER}
EQUATIONS = ["x^2 + {a} y^2 = {c}", "x^3 + y^3 = {a} x y", "y^2 = x^3 - {a} x", "sin(x y) = y/{a}", "x e^y = {a}"]
POINTS = ["0", "1", "-1", "2", "1/2", "pi/4", "-3", "0.7", "10", "1/3"]
INTERVALS = [["-2", "3"], ["0", "1"], ["1", "4"], ["-pi", "pi"], ["0", "10"], ["-1/2", "1/2"]]


def functions(rng, template):
    """A function from one of many families, and an equation, with numbers in them."""
    numbers = {"a": rng.randint(1, 9), "b": rng.randint(2, 5), "c": rng.choice([1, 4, 10, 25])}
    parts = {name: rng.choice(ATOMS).format(**numbers) for name in "uv"}
    shapes = SHAPES.get(template, [*OUTER, *OTHER, *PRODUCTS])
    return rng.choice(shapes).format(**numbers, **parts), rng.choice(EQUATIONS).format(**numbers, **parts)


def requests(template, count, seed):
    """Slot objects of a template with random functions, points and intervals, as dictionaries."""
    rng = random.Random(f"{template} {seed}")
    for _ in range(count):
        function, equation = functions(rng, template)
        point, interval = rng.choice(POINTS), rng.choice(INTERVALS)
        fields = {
            "tangent_line": {"function": function, "point": point},
            "secant_limit": {"function": function, "point": point},
            "optimization": {"function": function, "interval": interval, "goal": rng.choice(["maximum", "both"])},
            "implicit_differentiation": {"equation": equation},
            "derivative_overview": {"function": function, "interval": rng.choice([None, interval])},
            "derivative_graph": {"function": function, "interval": rng.choice([None, interval])},
        }.get(template, {"function": function, "point": rng.choice([None, point])})
        yield {"template": template, **fields}


def filled(data, prepare):
    """The program of a slot object; None where it is refused with a sentence."""
    try:
        return fill(prepare(load(data)))
    except REFUSALS as refusal:
        assert len(str(refusal)) > 10, data
        assert "\n" not in str(refusal), data
        return None


def examined(slots):
    """Slots that can be shown; their claims are not decided."""
    slots.examine()
    return slots


def programs(template, count, seed, prepare, folder):
    """The requests that are not refused and their programs, in which the linter finds nothing."""
    found = [(data, filled(data, prepare)) for data in requests(template, count, seed)]
    found = [(data, program) for data, program in found if program is not None]
    for number, (data, program) in enumerate(found):
        ast.parse(program)
        (folder / f"p{number}.py").write_text(f"{program}\n# {data}\n", encoding="utf-8")
    command = [find_ruff_bin(), "check", "--isolated", "--no-cache", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    return found


def test_programs_of_any_function(template, tmp_path):
    """A random function is refused with a sentence, or becomes clean Python; not all are refused."""
    assert len(programs(template, 12, 1, examined, tmp_path)) >= 5


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_programs_of_any_function_run(template, tmp_path):
    """A random function whose claims hold has a program that runs and stays inside the frame."""
    found = programs(template, 100, 2, lambda slots: check(slots).slots, tmp_path)
    assert len(found) >= 25
    for (data, _), proof in zip(found, prove(program for _, program in found), strict=True):
        assert (True, "") == (proof.ok, proof.error), data
        # A tracker holds its value as a place, and is not drawn.
        assert (True, True, set()) == (proof.finite, proof.visible, {*proof.outside} - {"ValueTracker"}), data
