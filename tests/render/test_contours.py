"""The quicker tracer gives the curves of the slow one, to the last bit."""

import subprocess
import sys

CODE = """
import numpy as np
from manim.mobject.graphing import functions
from derivanim.render import contours

asked = []
def circle(u):
    asked.append(tuple(u))
    return u[0] ** 2 + u[1] ** 2 - 4
def hyperbola(u):
    return 1 / (u[0] * u[1]) - 1 if u[0] * u[1] else np.nan
def traced():
    low, high = np.array([-3.0, -2.5]), np.array([3.1, 2.5])
    found = [functions.plot_isoline(fn=f, pmin=low, pmax=high, min_depth=4, max_quads=300) for f in (circle, hyperbola)]
    return [[np.array(curve).tobytes() for curve in curves] for curves in found]
before, many = traced(), len(asked)
asked.clear()
contours.apply()
assert before == traced() and all(before)
assert len(asked) == len(set(asked)) < many
"""


def test_the_same_curves():
    """Asking once for each place; in a process of its own, since it patches libraries."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False, timeout=120)
    assert "" == done.stderr
    assert 0 == done.returncode
