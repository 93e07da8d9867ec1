"""A comparison for a paper: a table of LaTeX with booktabs, and the paragraph of results, from the figures alone."""

from __future__ import annotations

from typing import Any

from derivanim.compare.output import STAGES
from derivanim.compare.statistics import LEVEL

_SPECIAL = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
     "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}"}
)  # fmt: skip


def latex(found: dict[str, Any], name: str) -> str:
    """The table and the paragraph of one test set (a key of figures.json, such as `all`)."""
    arms = found["arms"][name]
    stages = [stage for stage in STAGES if any(one["funnel"][stage] for one in arms.values())]
    head = " & ".join(["arm", "rows", *stages, "passed"])
    rows = "\n".join(
        " & ".join([escaped(arm), str(one["rows"]), *(_percent(one["funnel"][stage]) for stage in stages)])
        + f" & {_interval(one['passed'])} \\\\"
        for arm, one in arms.items()
    )
    columns = "l" + "r" * (len(stages) + 2)
    return (
        "% Needs \\usepackage{booktabs}.\n"
        "\\begin{table}\n\\centering\\small\n"
        f"\\begin{{tabular}}{{{columns}}}\n\\toprule\n{head} \\\\\n\\midrule\n{rows}\n\\bottomrule\n\\end{{tabular}}\n"
        f"\\caption{{Share of requests still in the funnel after each stage, in percent; passed with its "
        f"{100 * LEVEL:.0f}\\,\\% Wilson interval. Test set: {escaped(name)}.}}\n\\end{{table}}\n\n"
        f"{escaped(paragraph(found, name))}\n"
    )


def paragraph(found: dict[str, Any], name: str) -> str:
    """What was found, in sentences: every arm with its interval, every pair with its corrected p, and nothing more."""
    arms = found["arms"][name]
    said = [
        f"{arm} passed the whole funnel on {_share(one['passed'])} of {one['rows']} requests"
        for arm, one in arms.items()
    ]
    text = [f"{_listed(said)} ({100 * LEVEL:.0f} % Wilson intervals)."]
    pairs = found["pairs"][name]
    for pair in pairs:
        first, second = pair["first"], pair["second"]
        counts = f"{pair['only_first']} and {pair['only_second']} requests that only one of them got right"
        test = f"exact McNemar test, Holm-corrected over {len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'}, "
        if pair["better"]:
            other = second if pair["better"] == first else first
            text.append(f"{pair['better']} was right more often than {other} ({counts}; {test}{_p(pair['adjusted'])}).")
        else:
            text.append(f"{first} and {second} could not be told apart ({counts}; {test}{_p(pair['adjusted'])}).")
    short = [arm for arm, one in arms.items() if one["rows"] < found["rows"][name]]
    if short:
        text.append(f"Not finished, and so not to be read as a result: {_listed(short)}.")
    return " ".join(text)


def escaped(text: str) -> str:
    """Text that LaTeX prints as it stands."""
    return "".join(character if character.isprintable() else " " for character in text).translate(_SPECIAL)


def _p(value: float) -> str:
    return "p < 0.001" if value < 0.001 else f"p = {value:.3f}"


def _percent(share: dict[str, Any] | None) -> str:
    return f"{100 * share['value']:.1f}" if share and share["count"] else "--"


def _interval(share: dict[str, Any]) -> str:
    return f"{_percent(share)} ({100 * share['low']:.1f}--{100 * share['high']:.1f})" if share["count"] else "--"


def _share(share: dict[str, Any]) -> str:
    return f"{100 * share['value']:.1f} % ({100 * share['low']:.1f} to {100 * share['high']:.1f})"


def _listed(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + f" and {parts[-1]}" if len(parts) > 1 else parts[0]
