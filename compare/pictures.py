"""The stages that ask a running program: does it execute, can anything be seen, does it fit into the frame?"""

from __future__ import annotations

from functools import lru_cache

from derivanim.compare.output import Findings
from derivanim.compare.scene import Shown, limited, look, painted

# Arms often come to the same program; it is run once for all of them.
_KEPT = 256


@lru_cache(maxsize=_KEPT)
def shown(program: str) -> Shown:
    """What a dry run of the program shows."""
    return look(program)


_painted = lru_cache(maxsize=_KEPT)(painted)


def ask_pictures(findings: Findings, program: str) -> Shown:
    """Fill in the stages executes, visible and layout; what the program showed."""
    seen = shown(program)
    proof = seen.proof
    if not proof.ok:
        findings.fails("executes", "limit" if limited(proof) else "raises", proof.error)
        return seen
    findings.passes("executes")
    if not proof.finite:
        findings.fails("visible", "not finite", "a point of the picture is no number")
    elif not proof.visible or _painted(program) is False:
        findings.fails("visible", "empty", "nothing but background can be seen")
    elif _painted(program) is None:
        findings.fails("visible", "limit", "the rendering met a limit of the sandbox")
    findings.passes("visible")
    if proof.outside:
        findings.fails("layout", "outside", ", ".join(proof.outside))
    if proof.overlapping:
        findings.fails("layout", "overlap", "; ".join(" on ".join(pair) for pair in proof.overlapping))
    findings.passes("layout")
    return seen
