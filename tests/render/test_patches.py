"""The patches make Manim faster and change nothing that it draws."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COMPARE = """
import logging, sys
import numpy as np
import manim
from manim import *
from derivanim.render import patches
config.update({"media_dir": sys.argv[1], "pixel_width": 160, "pixel_height": 90, "verbosity": "CRITICAL"})
config.update({"dry_run": True, "progress_bar": "none", "frame_rate": 5, "disable_caching": True})

class Sample(Scene):
    def construct(self):
        t = ValueTracker(0)
        both = always_redraw(lambda: VGroup(Dot([t.get_value(), 0, 0]), VGroup(Square(t.get_value() + 1), Circle())))
        formula = MathTypst("x^2 + 1")
        self.add(both, formula)
        square = Square().add_updater(lambda m, dt: m.rotate(dt)).add_updater(lambda m: m.set_x(t.get_value()))
        self.add(square)
        self.play(t.animate.set_value(2), TransformMatchingShapes(formula.copy(), MathTypst("x^2").shift(UP)))
        self.play(Transform(VGroup(Square(), VGroup(Circle(), Dot())), VGroup(Dot(), VGroup(Square(), Circle()))))

def frames():
    kept = []
    Scene_play = manim.renderer.cairo_renderer.CairoRenderer.add_frame
    def keep(self, frame, num_frames=1):
        kept.append(frame)
        Scene_play(self, frame, num_frames)
    manim.renderer.cairo_renderer.CairoRenderer.add_frame = keep
    Sample().render()
    manim.renderer.cairo_renderer.CairoRenderer.add_frame = Scene_play
    return np.stack(kept)

before = frames()
assert patches.apply()
after = frames()
print(before.shape == after.shape, int(np.abs(before.astype(int) - after.astype(int)).max()), before.std() > 0)
"""
OTHER = """
import manim
manim.__version__ = "0.99.0"
from manim.mobject.mobject import Mobject
from derivanim.render import patches
before = Mobject.align_data
print(patches.apply(), Mobject.align_data is before)
"""


def _said(code: str, *arguments: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_patched_pictures_are_the_same(tmp_path: Path) -> None:
    """Pixel for pixel: redrawn groups, transforms, formulas and updaters of both kinds."""
    assert ["True", "0", "True"] == _said(COMPARE, str(tmp_path))


def test_other_version_is_left_alone() -> None:
    """A Manim that was not measured is not patched, and a note says so."""
    said = _said(OTHER)
    assert (["False", "True"], True) == (said[-2:], "patched," in said)
