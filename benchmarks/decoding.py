"""Measure the embedded model: cold load, warm requests, and what the constraint costs.

Run: python benchmarks/decoding.py [--requests 200]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from statistics import median

from threadpoolctl import ThreadpoolController

from derivanim.calculus.spans import find_spans
from derivanim.dataset.draw import draw
from derivanim.model.answer import answer
from derivanim.model.backend import load
from derivanim.model.constraint import pointing_grammar
from derivanim.model.decoding import search
from derivanim.model.embedded import Embedded
from derivanim.pointing.form import MARKER

COLD = "from derivanim.model.answer import answer; answer('tangent to x^2 at x = 1')"
WARM = ("show the tangent line to x^2 sin x at x = 1", "maximum of x(10 - 2x) on [0, 5]", "chain rule for sin(x^2)")


def seconds_per_token(model: Embedded, texts: list[str], constrained: bool) -> float:
    """The time that greedy decoding takes for one token, over all texts, without the reading of the prompts."""
    total = spent = 0.0
    for text in texts:
        prompt = model.encoder.prompt(text)
        grammar = pointing_grammar(frozenset(MARKER.findall(text))) if constrained else None
        constrainer = model.constrainer if constrained else None
        started = time.perf_counter()
        found = search(model.model, prompt, model.eos, width=1, longest=14, constrainer=constrainer, grammar=grammar)
        spent += time.perf_counter() - started
        total += (len(found[0].tokens) if found else 13) + 1
    return spent / total


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", COLD], check=True)
    print(f"cold: a new process with its first answer takes {time.perf_counter() - started:.2f} s")
    model = load("embedded")
    assert isinstance(model, Embedded)
    times = []
    for _ in range(10):
        for text in WARM:
            started = time.perf_counter()
            answer(text, model)
            times.append(time.perf_counter() - started)
    print(f"warm: request to slots takes {1000 * median(times):.0f} ms, at most {1000 * max(times):.0f} ms")
    started = time.perf_counter()
    for _ in range(50):
        find_spans(WARM[0])
    print(f"      of which reading the request {1000 * (time.perf_counter() - started) / 50:.1f} ms")
    texts = [row.text for row in draw(11, options.requests)]
    controller = ThreadpoolController()
    # The two ways take turns, so that a busy machine slows both alike.
    figures: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(5):
        for constrained in (False, True):
            with controller.limit(limits=1, user_api="blas"):
                figures[constrained].append(seconds_per_token(model, texts, constrained))
    free, bound = median(figures[False]), median(figures[True])
    cost = 100 * (bound / free - 1)
    print(f"decoding: {1e6 * free:.0f} us a token free, {1e6 * bound:.0f} us constrained: {cost:+.1f} %")


if __name__ == "__main__":
    main()
