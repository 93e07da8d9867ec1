"""The pages of a comparison, which open from the disk: the report, and examples side by side to click through."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from derivanim.atomic import write_text
from derivanim.compare.output import STAGES
from derivanim.compare.report import paper, plots
from derivanim.compare.report.examples import Example
from derivanim.compare.report.traces import Failures
from derivanim.compare.statistics import Estimate

REPORT, EXAMPLES = "report.html", "examples.html"


def write_report(folder: Path, about: dict[str, Any], found: dict[str, Any], failed: Sequence[Failures]) -> Path:
    """Write the page of figures, plots, pairs and failures; its path."""
    sets = [
        {
            "name": name, "rows": found["rows"][name], "arms": arms, "pairs": found["pairs"][name],
            "said": paper.paragraph(found, name), "funnel": Markup(plots.funnel(arms)),  # noqa: S704 - our own SVG
            "causes": Markup(plots.causes(arms)),  # noqa: S704 - causes are words of ours; arms are escaped by SVG
        }
        for name, arms in found["arms"].items()
    ]  # fmt: skip
    text = _template("report").render(
        about=about, sets=sets[::-1], stages=STAGES, failures=failed, percent=_percent, cost=_cost
    )
    write_text(folder / REPORT, text)
    return folder / REPORT


def write_examples(folder: Path, examples: Sequence[Example], arms: Sequence[str]) -> Path:
    """Write the page of examples; its path. What people and models wrote reaches the page as JSON, and as text only."""
    text = _template("examples").render(examples=[one.as_dict() for one in examples], arms=list(arms))
    write_text(folder / EXAMPLES, text)
    return folder / EXAMPLES


def _template(name: str) -> Any:
    environment = SandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters["pretty"] = lambda held: json.dumps(held, ensure_ascii=False, indent=1)
    return environment.from_string(Path(__file__).with_name(f"{name}.html.j2").read_text("utf-8"))


def _percent(share: dict[str, Any] | None) -> str:
    return Estimate(**share).percent() if share else "-"


def _cost(one: dict[str, Any] | None, digits: int) -> str:
    return f"{one['value']:.{digits}f}" if one and one["count"] else "-"
