"""The power rule for x**2.

Drawn by derivanim from {"template": "power_rule", "function": "x**2", "derivative": "2*x"}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Line,
    MathTypst,
    Scene,
    TransformFromCopy,
    Typst,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
)

# Colours mean the same in every animation.
GROUND = "#12161F"
INK = "#F2F0E9"
MUTED = "#9AA3B2"
GRID = "#2A3140"
FUNCTION = "#58B7F5"
DERIVATIVE = "#FFC857"
POINT = "#FF6B5E"
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


def patch(color, opacity, box):
    """A rectangle; `box()` gives its left, bottom, width and height."""

    def place(shape):
        x, y, width, height = box()
        corners = [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]
        shape.set_points_as_corners([[x + across, y + up, 0] for across, up in corners])

    shape = VMobject(stroke_color=color, stroke_width=2, fill_color=color, fill_opacity=opacity)
    return shape.add_updater(place, call_updater=True)


def beside(shape, direction, markup, color, size=34):
    """A label that stays beside a shape."""
    label = formula(markup, size, color)
    return label.add_updater(lambda label: label.next_to(shape, direction, buff=0.15), call_updater=True)


class PowerRule(Scene):
    """The power rule, as a growing square or cube or by the slopes of a curve."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        heading = self.heading("Power rule", "f(x) = x^2", 40)
        growth = ValueTracker(0.001)
        now = growth.get_value
        size, left, bottom = 3.2, PICTURE[0] - 2, PICTURE[1] - 2
        solid = patch(FUNCTION, 0.25, lambda: (left, bottom, size, size))
        parts = VGroup(
            patch(DERIVATIVE, 0.45, lambda: (left + size, bottom, now(), size)),
            patch(DERIVATIVE, 0.45, lambda: (left, bottom + size, size, now())),
        )
        corner = patch(MUTED, 0.45, lambda: (left + size, bottom + size, now(), now()))
        strip = "x Delta x"
        labels = VGroup(beside(parts[0], RIGHT, strip, DERIVATIVE), beside(parts[1], UP, strip, DERIVATIVE))
        middle = formula("x^2", 44, FUNCTION).move_to(solid)
        side = formula("x", 34, FUNCTION).next_to(solid, DOWN, buff=0.15)
        self.beat("What is the derivative of x^2?", FadeIn(heading), run_time=0.8)
        self.beat(
            "The power x^2 is the area of a square with the side x.",
            Create(solid),
            FadeIn(side),
            Write(middle),
            run_time=1.5,
        )

        # Every side grows by as much.
        self.add(parts, corner)
        self.beat(
            "When x changes a little, all sides change by as much.",
            growth.animate.set_value(0.9),
            run_time=1.8,
            hold=0.2,
        )
        self.play(FadeIn(labels), run_time=PACE * 0.6)
        self.reason(
            "It grows by equal parts, one for each factor, and by little more.",
            "growth",
            'Delta(x^2) = 2 dot.c text(fill: #rgb("#FFC857"), x Delta x) + text(fill: #rgb("#9AA3B2"), (Delta x)^2)',
            32,
            hold=1.5,
        )
        self.beat(
            "The smaller the change, the less count all parts but these.",
            growth.animate.set_value(0.25),
            run_time=1.4,
            hold=0.2,
        )
        self.play(corner.animate.set_fill(opacity=0).set_stroke(opacity=0), run_time=PACE * 0.5)
        self.reason(
            "Only the equal parts are left.",
            "divide by $Delta x$, let it go to 0",
            '(x^2)\' = 2 dot.c text(fill: #rgb("#FFC857"), x)',
            32,
            hold=1.1,
        )

        # The exponent comes down as a factor, and one less of it stays.
        power, result = formula("x^(2)", 52), formula("2 x^(2 - 1)", 52)
        base, factor = len(formula("x")), len(formula("2"))
        for exponent in (power[base:], result[:factor]):
            exponent.set_color(POINT)
        row = VGroup(power, formula("arrow.r", 44, MUTED), result).arrange(RIGHT, buff=0.35)
        result.shift((power[0].get_bottom() - result[factor].get_bottom())[1] * UP)
        row[1].set_y(power[0].get_y())
        row.scale(min(1, 4.5 / row.width))
        title = words("exponent down, one less stays")
        self.make_room(VGroup(title, row).arrange(DOWN, buff=0.2, aligned_edge=LEFT))
        self.beat("Now look at the exponent.", FadeIn(title, power), run_time=0.8)
        self.beat(
            "It comes down as a factor.", FadeIn(row[1]), TransformFromCopy(power[base:], result[:factor]), run_time=1.3
        )
        self.beat("One less of it stays above.", FadeIn(result[factor:]), run_time=0.8, hold=0.5)
        self.reason("Step 1: power rule.", "power rule", "f'(x) = 2 x", 32, color=DERIVATIVE, hold=1.3)

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
