"""The chain rule for (x**2 + 1)**3.

Drawn by derivanim from {"template": "chain_rule", "function": "(x**2 + 1)**3", "derivative": "6*x*(x**2 + 1)**2"}
"""

import numpy as np
from manim import (
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Arrow,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowArrow,
    Line,
    MathTypst,
    Scene,
    Typst,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    there_and_back,
)

# Colours mean the same in every animation.
GROUND = "#12161F"
INK = "#F2F0E9"
MUTED = "#9AA3B2"
GRID = "#2A3140"
FUNCTION = "#58B7F5"
DERIVATIVE = "#FFC857"
POINT = "#FF6B5E"
MEASURE = "#7BD88F"
# The middle of the picture, and two corners of the panel in which the reasoning stands.
PICTURE = np.array((-2.65, -0.1, 0))
PANEL = np.array((2.1, 2.6, 0))
# All times are multiplied by this; larger is slower.
PACE = 1.0


def formula(markup, size=32, color=INK):
    """Mathematics, typeset by Typst."""
    return MathTypst(markup, font_size=size, color=color)


def words(markup, size=26, color=MUTED):
    """Text, typeset by Typst."""
    return Typst(markup, font_size=size, color=color)


def rail(height, name):
    """A number line, and its name above the right end."""
    left, right = PICTURE + [-4.15, height, 0], PICTURE + [4.05, height, 0]
    return VGroup(Line(left, right, color=MUTED, stroke_width=2), name.move_to(right + 0.15 * UP, aligned_edge=DR))


def change(base, height, size, share):
    """A piece of a number line, from the point, whose length is a share of its size."""
    line = Line(color=MEASURE, stroke_width=9)

    def stretch(line):
        start = PICTURE + [base, height, 0]
        line.set_points_by_ends(start, start + (size * share() + 1e-4) * RIGHT)

    return line.add_updater(stretch, call_updater=True)


def handed_on(base, above, below, sizes, share):
    """The area between a change and the change that follows from it."""

    def place(area):
        (top, bottom), now = sizes, share()
        corners = [(base, above), (base + top * now, above), (base + bottom * now, below), (base, below), (base, above)]
        area.set_points_as_corners([PICTURE + [x, y, 0] for x, y in corners])

    area = VMobject(stroke_width=0, fill_color=DERIVATIVE, fill_opacity=0.22)
    return area.add_updater(place, call_updater=True)


class ChainRule(Scene):
    """The chain rule, as the change of the inner function handed on to the outer one."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        heading = self.heading("Chain rule", "f(x) = (x^2 + 1)^3", 40)
        heights, gaps = (2.1, -0.1, -2.3), ((2.1, -0.1), (-0.1, -2.3))
        base, sizes = -2.95, [2.0, 1.0, 3.38672]
        names = [
            formula("x", 30, FUNCTION),
            formula("u = x^2 + 1", 30, FUNCTION),
            formula("y = u^3", 30, FUNCTION),
        ]
        rails = VGroup(rail(height, name) for height, name in zip(heights, names, strict=True))
        self.beat("What is the derivative of (x^2 + 1)^3?", FadeIn(heading), run_time=0.8)
        self.beat("First x becomes u, then u becomes y.", Create(rails), run_time=1.5)

        # The point in question on each line.
        dots, values = VGroup(), VGroup()
        for height, size, markup in zip(heights, sizes, ["x = 0.25", "u approx 1.06", "y approx 1.2"], strict=True):
            dots.add(Dot(PICTURE + [base, height, 0], radius=0.1, color=POINT, z_index=2))
            place = PICTURE + [base - 0.1 if size > 0 else base + 0.1, height - 0.2, 0]
            value = formula(markup, 28, POINT).move_to(place, aligned_edge=UR if size > 0 else UL)
            values.add(value.shift(max(0, PICTURE[0] - 4.2 - value.get_left()[0]) * RIGHT))
        way = VGroup(
            Arrow(
                PICTURE + [base, start, 0],
                PICTURE + [base, end, 0],
                color=MUTED,
                stroke_width=3,
                buff=0.15,
                tip_length=0.18,
            )
            for start, end in gaps
        )
        self.beat("Look at x = 1/4.", FadeIn(dots[0], values[0]), run_time=0.6)
        for arrow, dot, value in zip(way, dots[1:], values[1:], strict=True):
            self.beat(
                "First x becomes u, then u becomes y.", GrowArrow(arrow), FadeIn(dot, value), run_time=0.8, hold=0.2
            )

        # A small change on the first line is handed on to the second and to the third.
        share = ValueTracker(0)
        changes = [change(base, height, size, share.get_value) for height, size in zip(heights, sizes, strict=True)]
        labels = [
            formula(markup, 30, MEASURE).move_to(PICTURE + [base + size / 2, height + 0.3, 0])
            for height, size, markup in zip(heights, sizes, ["d x", "d u", "d y"], strict=True)
        ]
        areas = [handed_on(base, *gap, sizes[i : i + 2], share.get_value) for i, gap in enumerate(gaps)]
        factors = [formula(markup, 32, DERIVATIVE) for markup in ["frac(d u, d x) = 0.5", "frac(d y, d u) approx 3.39"]]
        for factor, (above, below) in zip(factors, gaps, strict=True):
            factor.move_to(PICTURE + [4.05, (above + below) / 2 + 0.1, 0], aligned_edge=RIGHT)
        self.add(changes[0], dots)
        self.beat("Let x change a little.", share.animate.set_value(1), FadeIn(labels[0]), FadeOut(way), run_time=1.2)
        self.beat(
            "The inner function hands the change on to u.",
            FadeIn(areas[0], changes[1], labels[1]),
            Write(factors[0]),
            run_time=1.2,
        )
        self.reason(
            "At x = 1/4, u changes 0.5 times as much as x.", "inner derivative", "frac(d u, d x) = 2 x", 32, hold=0.6
        )
        self.beat(
            "The outer function hands it on to y.",
            FadeIn(areas[1], changes[2], labels[2]),
            Write(factors[1]),
            run_time=1.2,
        )
        self.reason(
            "There y changes 3.39 times as much as u.", "outer derivative", "frac(d y, d u) = 3 u^2", 32, hold=0.6
        )
        shrink = share.animate(rate_func=there_and_back).set_value(0.4)
        self.beat("However small the change is, the two factors stay.", shrink, run_time=1.6)

        self.reason(
            "The factors multiply: this is the chain rule.",
            "both changes, one after the other",
            "frac(d y, d x) = frac(d y, d u) dot.c frac(d u, d x)",
            32,
            color=DERIVATIVE,
            hold=0.9,
        )
        self.reason(
            "Outer derivative at u, times inner derivative.",
            "with $u = x^2 + 1$",
            "f'(x) = 3 (x^2 + 1)^2 dot.c (2 x)",
            32,
            hold=0.7,
        )
        self.reason("That is the derivative.", "simplified", "f'(x) = 6 x (x^2 + 1)^2", 32, color=DERIVATIVE, hold=0.6)
        self.reason(
            "At x = 1/4 the changes multiply to 1.69.",
            "at $x = 0.25$",
            "f'(0.25) approx 3.39 dot.c 0.5 approx 1.69",
            32,
            hold=0.6,
        )
        self.wait(2)

    def heading(self, title, markup, size, title_size=42):
        """The title strip: what is shown, and of which function."""
        title = words(title, title_size, INK).to_corner(UL, buff=0.45)
        subject = formula(markup, size, FUNCTION).next_to(title, RIGHT, buff=0.5)
        self.add(Line((1.75, 2.7, 0), (1.75, -2.8, 0), stroke_color=GRID, stroke_width=2))
        return VGroup(title, subject)

    def beat(self, caption, *animations, run_time=1.0, hold=0.5):
        """One idea: animations under a caption, and the time to take them in."""
        self.play(
            *animations, run_time=PACE * run_time, subcaption=caption, subcaption_duration=PACE * (run_time + hold)
        )
        self.wait(PACE * hold)

    def make_room(self, line):
        """Place a new line below the others in the panel; when it is full, the oldest leave, then the others move up."""
        line.move_to(PANEL, aligned_edge=UL)
        if self.lines:
            line.next_to(self.lines, DOWN, buff=0.36, aligned_edge=LEFT)
        oldest, rise = VGroup(), 0
        while self.lines and line.get_bottom()[1] + rise < self.panel_bottom:
            oldest.add(self.lines[0])
            self.lines.remove(self.lines[0])
            rise = PANEL[1] - (self.lines or line).get_top()[1]
        if oldest:
            self.play(FadeOut(oldest), run_time=PACE * 0.3)
        if rise and self.lines:
            self.play(*(old.animate.shift(rise * UP) for old in self.lines), run_time=PACE * 0.5)
        self.lines.add(line.shift(rise * UP))

    def reason(self, caption, rule, markup, size, color=INK, hold=1.5):
        """Write the next line of the reasoning: the rule's name over its formula."""
        line = VGroup(words(rule), formula(markup, size, color)).arrange(DOWN, buff=0.14, aligned_edge=LEFT)
        self.make_room(line)
        self.beat(caption, FadeIn(line[0]), Write(line[1]), run_time=1.2, hold=hold)
