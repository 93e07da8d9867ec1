"""Programs to pictures: `render` to a file and `prove` by dry runs, both in a sandbox that is kept warm.

Importing this package does not import Manim: that happens in the sandbox only.
"""

from __future__ import annotations

from derivanim.render.limits import Limits, describe_limits
from derivanim.render.pool import shut_down, warm_up
from derivanim.render.preview import preview
from derivanim.render.proofs import Proof, prove
from derivanim.render.sandbox import layers
from derivanim.render.video import Progress, Rendered, render

__all__ = [
    "Limits",
    "Progress",
    "Proof",
    "Rendered",
    "describe_limits",
    "layers",
    "preview",
    "prove",
    "render",
    "shut_down",
    "warm_up",
]
