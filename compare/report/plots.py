"""The plots of a comparison as SVG text: the funnel of each arm with its intervals, and the causes of failure."""

from __future__ import annotations

from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from derivanim.compare.output import CAUSES, STAGES
from derivanim.dataset.plots import STYLE
from derivanim.templates.palette import THEMES

_LOOK = THEMES["light"]
_COLORS = tuple(_LOOK[name] for name in ("function", "derivative", "measure", "wrong", "ink", "muted"))
_MARKS = "osD^vP"


def funnel(arms: dict[str, Any]) -> str:
    """The share of each arm's rows that is left after each stage, with Wilson intervals; `arms` of figures.json."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9, 4.2), layout="constrained")
        axes = figure.add_subplot()
        axes.set_title("What is left after each stage")
        stages = [stage for stage in STAGES if any(one["funnel"][stage] for one in arms.values())]
        names = [*stages, "passed"]
        for number, (arm, one) in enumerate(arms.items()):
            held = [one["funnel"][stage] for stage in stages] + [one["passed"]]
            # Beside each other, so that no interval hides another
            places = [place + 0.08 * (number - (len(arms) - 1) / 2) for place in range(len(names))]
            values = [100 * share["value"] for share in held]
            below = [100 * max(0.0, share["value"] - share["low"]) for share in held]
            above = [100 * max(0.0, share["high"] - share["value"]) for share in held]
            axes.errorbar(
                places, values, yerr=[below, above], label=arm, color=_COLORS[number % len(_COLORS)],
                marker=_MARKS[number % len(_MARKS)], capsize=3, linewidth=1.5, markersize=5,
            )  # fmt: skip
        axes.set_xticks(range(len(names)), names)
        axes.set_ylim(0, 102)
        axes.set_ylabel("rows (%)")
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
        return _svg(figure)


def causes(arms: dict[str, Any]) -> str:
    """How many outputs of each arm failed for each cause, one bar an arm."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9, 1.4 + 0.45 * len(arms)), layout="constrained")
        axes = figure.add_subplot()
        axes.set_title("Why outputs fail")
        known = [cause for cause in CAUSES if any(cause in one["causes"] for one in arms.values())]
        colors = mpl.colormaps["tab20"]
        left = [0] * len(arms)
        for number, cause in enumerate(known):
            counts = [one["causes"].get(cause, 0) for one in arms.values()]
            axes.barh(list(arms), counts, left=left, label=cause, color=colors(number % 20), height=0.6)
            left = [before + count for before, count in zip(left, counts, strict=True)]
        axes.invert_yaxis()
        axes.set_xlabel("rows")
        axes.grid(visible=False, axis="y")
        if known:
            axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), ncols=1 + len(known) // 9)
        return _svg(figure)


def _svg(figure: Figure) -> str:
    """The picture as an element that can stand in a page; the same figures give the same text."""
    stream = StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None})
    text = stream.getvalue()
    return text[text.index("<svg") :]
