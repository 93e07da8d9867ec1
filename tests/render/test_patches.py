"""The patches make Manim faster and change nothing that it draws."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BEFORE = """
import logging, sys
import numpy as np
import manim
from manim import *
from derivanim.render import patches
config.update({"media_dir": sys.argv[1], "pixel_width": 160, "pixel_height": 90, "verbosity": "CRITICAL"})
config.update({"dry_run": True, "progress_bar": "none", "frame_rate": 5, "disable_caching": True})
"""
PICTURES = """
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
# Formulas that Manim takes from its own cache have bars of another thickness, patched or not.
manim.mobject.svg.svg_mobject.SVG_HASH_TO_MOB_MAP.clear()
assert patches.apply()
after = frames()
print(before.shape == after.shape, int(np.abs(before.astype(int) - after.astype(int)).max()), before.std() > 0)
"""
SCENES = {
    "redrawn groups, transforms, updaters": '''
        t = ValueTracker(0)
        both = always_redraw(lambda: VGroup(Dot([t.get_value(), 0, 0]), VGroup(Square(t.get_value() + 1), Circle())))
        formula = MathTypst("x^2 + 1")
        self.add(both, formula)
        square = Square().add_updater(lambda m, dt: m.rotate(dt)).add_updater(lambda m: m.set_x(t.get_value()))
        self.add(square)
        self.play(t.animate.set_value(2), TransformMatchingShapes(formula.copy(), MathTypst("x^2").shift(UP)))
        self.play(Transform(VGroup(Square(), VGroup(Circle(), Dot())), VGroup(Dot(), VGroup(Square(), Circle()))))
    ''',
    "formulas written, moved, faded": '''
        axes = Axes([-2, 2], [-1, 3], x_length=5, y_length=3, tips=False, axis_config={"include_ticks": False})
        first = MathTypst("f'(x) = frac(d, d x) [x^2 sin x]", color=YELLOW).to_edge(UP)
        label = Typst("_slope_ at $x = 1$ #underline[here]", font_size=30).add_background_rectangle(color=BLUE)
        self.play(FadeIn(label, shift=UP), Create(axes), run_time=1)
        self.play(Write(first), label.animate.shift(DOWN).set_color(RED))
        self.play(ReplacementTransform(first.copy(), MathTypst("2 x sin x + x^2 cos x")), Indicate(first))
        self.play(FadeOut(first), Circumscribe(label), Uncreate(axes))
        self.wait(0.4)
    ''',
    "gradients, sheen, dashes, images of text": '''
        square = Square(fill_opacity=1).set_color([RED, BLUE, GREEN]).set_sheen_direction(UP)
        circle = Circle(fill_opacity=0.5).set_sheen(0.4, UR).shift(RIGHT)
        dashes = DashedLine(2 * LEFT, 2 * UP, color="#9AA3B2")
        text = Text("Text", gradient=(BLUE, RED)).shift(DOWN)
        self.play(FadeIn(square), GrowFromCenter(circle), Create(dashes), AddTextLetterByLetter(text))
        self.play(square.animate.set_fill(YELLOW, 0.3).rotate(1), circle.animate.set_stroke(WHITE, 8, 0.2))
        self.play(Transform(square, circle.copy().set_opacity([0.2, 0.9])), text.animate.set_color(GREEN))
        self.play(ApplyWave(text), MoveAlongPath(dashes, circle))
    ''',
    "camera that moves, three dimensions": '''
        self.set_camera_orientation(phi=1, theta=0.4)
        cube = Cube(fill_opacity=0.7)
        fixed = MathTypst("z = x y").to_corner(UL)
        self.add_fixed_in_frame_mobjects(fixed)
        self.play(Create(cube), FadeIn(Arrow(LEFT, RIGHT)))
        self.move_camera(phi=0.3, theta=1.2, zoom=1.4, run_time=1)
    ''',
}  # fmt: skip
POINTS = """
def every():
    from manim.mobject.svg import svg_mobject
    svg_mobject.SVG_HASH_TO_MOB_MAP.clear()
    texts = ["The quick brown fox jumps over the lazy dog 0123456789", "*bold* _italic_ `raw` #underline[u] #strike[s]",
             "#rect[a] #circle[b] #text(fill: red)[c] #polygon((0pt, 0pt), (3pt, 5pt), (9pt, 1pt))"]
    formulas = ["lim_(h -> 0) frac(f(x + h) - f(x), h)", "alpha beta theta lambda pi sum_(k=1)^n integral_a^b sqrt(x)",
                "root(3, x) abs(x) cases(x, -x) mat(1, 2; 3, 4) overline(x) cancel(x)", "{{ a^2 : lhs }} = {{ c }}"]
    made = [Typst(t) for t in texts] + [MathTypst(t, color=RED) for t in formulas]
    made += [Text("Hello, wörld"), SVGMobject(sys.argv[1] + "/odd.svg"), made[-1].copy().scale(2)]
    for mobject in made:
        yield type(mobject), mobject.get_critical_point(UR).tolist(), mobject.get_arc_length()
        for part in mobject.get_family():
            yield [type(part), part.points.tolist(), part.fill_rgbas.tolist(), part.stroke_rgbas.tolist()]
            yield sorted({*vars(part)} - {"original_id"}), part.stroke_width, part.color, part.sheen_direction.tolist()
        groups = getattr(mobject, "id_to_vgroup_dict", {})
        yield [(name, [m.points.tolist() for m in group.submobjects]) for name, group in groups.items()]
        yield [m.points.tolist() for m in mobject.select("lhs")] if "lhs" in groups else None
        path = getattr(mobject.family_members_with_points()[0], "path_obj", None)
        yield path is None or path.d()

from pathlib import Path
Path(sys.argv[1], "odd.svg").write_text('''<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
<path d="M10 10 L 20 20 h5 v-3 q 3 4 5 6 t 3 3 Z" fill="red"/><path d="M0 0 L5 5 Z L 9 9"/><path d="M 1,2 3,4 x"/>
<path d="m1-2c1 2 3 4 5 6z m 3 3 l4 4 5-5 z" transform="rotate(30) scale(2)"/><path d="M 3 3 A 5 5 0 0 1 20 20 Z"/>
<path d="M0 0 Q 5 5 10 0 L 0.00001 0.00001 z" stroke="blue" stroke-width="3"/><circle cx="5" cy="5" r="4"/></svg>''')
before = list(every())
assert patches.apply()
after = [*every()], [*every()]
print(len(before), before == after[0], before == after[1])
"""
DEFAULTS = """
patches.apply()
colors = []
for color in (RED, BLUE):
    VMobject.set_default(sheen_factor=0.25, stroke_color=color)
    colors.append([m.sheen_factor for m in MathTypst("x + y")])
VMobject.set_default()
print(colors, [m.sheen_factor for m in MathTypst("x + z")])
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


@pytest.mark.parametrize("body", SCENES.values(), ids=SCENES.keys())
def test_patched_pictures_are_the_same(body: str, tmp_path: Path) -> None:
    """Pixel for pixel, in every frame."""
    base = "ThreeDScene" if "orientation" in body else "Scene"
    code = f"{BEFORE}\nclass Sample({base}):\n    def construct(self):{body}\n{PICTURES}"
    assert ["True", "0", "True"] == _said(code, str(tmp_path))


def test_patched_formulas_are_the_same(tmp_path: Path) -> None:
    """Number for number: points, colours, attributes, named groups and paths, made anew and made again."""
    found, *same = _said(BEFORE + POINTS, str(tmp_path))
    assert (["True", "True"], True) == (same, int(found) > 100)


def test_defaults_of_a_program_reach_glyphs(tmp_path: Path) -> None:
    """What `set_default` changes between two formulas holds for the second one."""
    assert "[[0.25,0.25,0.25],[0.25,0.25,0.25]][0.0,0.0,0.0]" == "".join(_said(BEFORE + DEFAULTS, str(tmp_path)))


def test_other_version_is_left_alone() -> None:
    """A Manim that was not measured is not patched, and a note says so."""
    said = _said(OTHER)
    assert (["False", "True"], True) == (said[-2:], "patched," in said)
