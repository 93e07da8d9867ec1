"""The product rule for x**2*sin(x).

Drawn by derivanim from {"template": "product_rule", "function": "x**2*sin(x)", "derivative": "x**2*cos(x) + 2*x*sin(x)"}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UL,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Line,
    MathTypst,
    Scene,
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


class ProductRule(Scene):
    """The product rule, as a rectangle with sides u and v that grows."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        heading = self.heading("Product rule", "f(x) = x^2 sin x", 40)
        (u, v), (du, dv) = [4.1791, 3.5166], [1.4209, 0.383857]
        left, bottom = PICTURE[0] + 0.35 - (u + du) / 2, PICTURE[1] + 0.2 - (v + dv) / 2
        growth = ValueTracker(0.001)
        now = growth.get_value
        area = patch(FUNCTION, 0.25, lambda: (left, bottom, u, v))
        right = patch(DERIVATIVE, 0.45, lambda: (left + u, bottom, du * now(), v))
        top = patch(MEASURE, 0.45, lambda: (left, bottom + v, u, dv * now()))
        corner = patch(MUTED, 0.45, lambda: (left + u, bottom + v, du * now(), dv * now()))
        sides = VGroup(
            formula("u(1) = 1", 32, FUNCTION).next_to(area, DOWN, buff=0.15),
            formula("v(1) approx 0.84", 32, FUNCTION).rotate(PI / 2).next_to(area, LEFT, buff=0.15),
        )
        middle = formula("u v", 40, FUNCTION).move_to(area)
        self.beat("What is the derivative of x^2 sin(x)?", FadeIn(heading), run_time=0.8)
        self.beat(
            "Think of the product as the area of a rectangle with the sides u and v.",
            Create(area),
            FadeIn(sides),
            Write(middle),
            run_time=1.5,
            hold=0.1,
        )
        self.reason(
            "Think of the product as the area of a rectangle with the sides u and v.",
            "the area is a product",
            "u = x^2 , quad v = sin x",
            32,
            hold=0.9,
        )

        # Both sides grow: two strips and a corner.
        strips = VGroup(beside(right, RIGHT, "v Delta u", DERIVATIVE), beside(top, UP, "u Delta v", MEASURE))
        self.add(right, top, corner)
        self.beat("When x changes a little, both sides change.", growth.animate.set_value(1), run_time=1.8, hold=0.2)
        self.beat("The area grows by two strips and a corner.", FadeIn(strips), run_time=0.6, hold=0.1)
        self.reason(
            "The area grows by two strips and a corner.",
            "change of the area",
            'Delta f = text(fill: #rgb("#FFC857"), v Delta u) + text(fill: #rgb("#7BD88F"), u Delta v) + Delta u Delta v',
            32,
            hold=1.4,
        )

        self.beat(
            "The corner shrinks much faster than the strips, and fades away.",
            growth.animate.set_value(0.35),
            run_time=2,
        )
        self.play(corner.animate.set_fill(opacity=0).set_stroke(opacity=0), run_time=PACE * 0.6)
        self.reason(
            "Only the two strips are left: this is the product rule.",
            "divide by $Delta x$, let it go to 0",
            'f\' = text(fill: #rgb("#FFC857"), u\' v) + text(fill: #rgb("#7BD88F"), u v\')',
            32,
            hold=1.3,
        )
        self.reason(
            "Each factor is differentiated by itself.",
            "derivatives of the factors",
            "u' = 2 x , quad v' = cos x",
            32,
            hold=0.9,
        )
        self.reason(
            "Put the factors and their derivatives into the rule.",
            "product rule",
            "f'(x) = 2 x dot.c sin x + x^2 dot.c cos x",
            32,
            hold=1.3,
        )
        self.reason(
            "That is the derivative.", "simplified", "f'(x) = x^2 cos x + 2 x sin x", 32, color=DERIVATIVE, hold=1.1
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
