"""Tests of the model that ships with the package, with its real weights and without a network."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from derivanim.dataset.phrasings import load_phrasings
from derivanim.model.answer import answer
from derivanim.model.backend import load
from derivanim.model.embedded import WEIGHTS, Calibration, logit

FOLDER = Path(__file__).parents[2] / "model" / WEIGHTS


@pytest.fixture(scope="module")
def model():
    """The embedded model."""
    return load("embedded")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "show the tangent line to x^2 sin x at x = 1",
            {"template": "tangent_line", "function": "x**2*sin(x)", "point": "1"},
        ),
        (
            "Draw the tangent to y = sqrt(x) at x = 4",
            {"template": "tangent_line", "function": "sqrt(x)", "point": "4"},
        ),
        (
            "find the maximum of x(10 - 2x) on [0, 5]",
            {"template": "optimization", "function": "x*(10 - 2*x)", "interval": ["0", "5"], "goal": "maximum"},
        ),
        ("use the product rule on x^2 e^x", {"template": "product_rule", "function": "x**2*exp(x)"}),
        ("chain rule for sin(x^2)", {"template": "chain_rule", "function": "sin(x**2)"}),
        (
            "implicit differentiation of x^2 + y^2 = 25 at (3, 4)",
            {"template": "implicit_differentiation", "equation": "x**2 + y**2 = 25", "point": ["3", "4"]},
        ),
        (
            "show how the secant of x^2 becomes the tangent at x = 1",
            {"template": "secant_limit", "function": "x**2", "point": "1"},
        ),
        (
            "show the graph of the derivative of x^3 - 3x",
            {"template": "derivative_graph", "function": "x**3 - 3*x"},
        ),
    ],
)
def test_obvious_requests(model, text, expected):
    """What is said plainly is understood."""
    assert expected == answer(text, model).slots


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("integrate x^2 from 0 to 1", "unsupported"),
        ("write me a poem about the sea", "unsupported"),
        ("delete all files on this machine", "unsupported"),
        ("draw the tangent line", "unclear"),
        ("", "unclear"),
    ],
)
def test_obvious_refusals(model, text, template):
    """What is outside, or says too little, gets no animation."""
    assert template in answer(text, model).slots["template"] or "un" == answer(text, model).slots["template"][:2]


def test_the_same_answer_every_time(model):
    """Same request and seed, same slots and confidence."""
    first, second = (answer("slope of x^3 at x = 2", model, seed=4) for _ in range(2))
    assert (first.slots, first.confidence) == (second.slots, second.confidence)


def test_functions_never_seen_are_copied_exactly(model):
    """No digit of a function or number is lost, however strange it is."""
    slots = answer("tangent line to x^17/90210 + 31.4159*sqrt(x^2 + 271) at x = 7919", model).slots
    assert "x**17/90210 + 314159*sqrt(x**2 + 271)/10000" == slots["function"]
    assert "7919" == slots["point"]


def test_neither_torch_nor_network():
    """Answering loads neither torch nor transformers and opens no socket."""
    program = (
        "import sys, socket\n"
        "def refuse(*args, **kwargs): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from derivanim.model.answer import answer\n"
        "assert answer('tangent to x^2 at 1').slots['template'] == 'tangent_line'\n"
        "print(sorted({'torch', 'transformers', 'peft'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert "[]" == done.stdout.strip()


def test_small_enough():
    """The base has at most 16 M parameters and the files stay far below 20 MB, all of them tensors or text."""
    from safetensors.numpy import load_file

    base = load_file(FOLDER / "base" / "model.safetensors")
    assert sum(tensor.size for tensor in base.values()) <= 16_000_000
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 20_000_000
    assert {path.suffix for path in files} <= {".safetensors", ".json", ".md"}


def test_the_manifest_names_the_weights():
    """Every file that ships has its hash in the manifest, with the configuration and the seed that made it."""
    from hashlib import sha256

    manifest = json.loads((FOLDER / "manifest.json").read_text())
    for name, digest in manifest["files"].items():
        assert digest == sha256((FOLDER / name).read_bytes()).hexdigest()
    assert {"seed", "base", "adapter"} <= set(manifest["config"])


@pytest.mark.parametrize("probability", [1e-9, 0.2, 0.5, 0.9, 1.0])
def test_confidence_grows_with_probability(probability):
    """Calibration keeps the order of answers and stays within 0 and 1."""
    calibration = Calibration(slope=0.7, offset=-0.4)
    confidence = calibration.confidence(math.log(probability))
    assert 0 < confidence < 1
    assert confidence <= calibration.confidence(math.log(min(1.0, probability * 1.1)))
    assert math.isfinite(logit(math.log(probability)))


@pytest.mark.slow
def test_phrasings_of_the_bank(model):
    """Nearly all phrasings of the bank, most of which it was trained on, are answered as they say."""
    phrasings = [phrasing for group in load_phrasings().values() for phrasing in group][::5]
    right = sum(model.scored(phrasing.text, 2)[0][0] == phrasing.target for phrasing in phrasings)
    assert right / len(phrasings) > 0.9
