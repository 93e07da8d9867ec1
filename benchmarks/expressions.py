"""How the independent corpus of written expressions is read, by group; `python -m benchmarks.expressions` prints it."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

CORPUS = Path(__file__).parents[1] / "tests" / "acceptance" / "test_expressions.py"


def judge() -> ModuleType:
    """The test of the corpus as a module: it knows what is right."""
    spec = importlib.util.spec_from_file_location("acceptance_expressions", CORPUS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def report() -> str:
    """A row for each group of the corpus, and one for all."""
    test = judge()
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for index, item in enumerate(test.ITEMS):
        result, _ = test.outcome(index)
        for name in (item.get("group", "other"), "all"):
            groups[name][result] += 1
    results = sorted({result for count in groups.values() for result in count} | {"wrong"})
    total = groups.pop("all")
    lines = [f"| group | texts | {' | '.join(results)} |", "|---" * (len(results) + 2) + "|"]
    for name, count in [*sorted(groups.items()), ("all", total)]:
        lines.append(f"| {name} | {count.total()} | {' | '.join(str(count[result]) for result in results)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
