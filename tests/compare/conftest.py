"""What the tests of the funnel share: a request with both of its targets, right."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

GOLDENS = Path(__file__).parents[1] / "goldens"


@dataclass(frozen=True)
class Row:
    """What a request stands for."""

    slots: dict[str, Any]


@pytest.fixture
def row() -> Row:
    """The tangent line to x^2 sin x at x = 1."""
    derivative = "x**2*cos(x) + 2*x*sin(x)"
    return Row({"template": "tangent_line", "function": "x**2*sin(x)", "derivative": derivative, "point": "1"})


@pytest.fixture
def program() -> str:
    """The program that the template writes for that row."""
    return (GOLDENS / "tangent_line.py").read_text("utf-8")


@pytest.fixture
def goldens() -> Path:
    """The folder of the programs that the templates write."""
    return GOLDENS
