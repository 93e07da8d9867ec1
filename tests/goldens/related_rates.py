"""Related rates: a ladder slides along a wall.

Drawn by derivanim from {"template": "related_rates", "situation": "ladder", "length": "5", "distance": "3", "rate": "1", "unit": "m", "per": "s"}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    MathTypst,
    Scene,
    Typst,
    ValueTracker,
    VectorizedPoint,
    VGroup,
    Write,
    linear,
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


class Readout(VGroup):
    """A number that changes in fixed slots: its glyphs are typeset once, and only their points move."""

    def __init__(self, value, size=32, color=INK, places=2, slots=7):
        characters = "0123456789.-"
        sample = formula(characters, size, color)
        baseline = sample[1].get_bottom()[1]
        self.glyphs = {
            character: glyph.points - [glyph.get_center()[0], baseline, 0]
            for character, glyph in zip(characters, sample, strict=True)
        }
        self.pitch, self.places = 1.1 * sample[0].width, places
        self.start = VectorizedPoint()
        super().__init__(self.start, *(sample[0].copy() for _ in range(slots)))
        self.show(value)

    def show(self, value):
        """Move the glyphs of the number into the slots."""
        slots = self.submobjects[1:]
        text = f"{round(float(value), self.places) + 0:.{self.places}f}"[: len(slots)].ljust(len(slots))
        for place, (slot, character) in enumerate(zip(slots, text, strict=True)):
            offset = self.start.get_center() + [self.pitch * (place + (0.2 if character == "-" else 0.5)), 0, 0]
            slot.points = self.glyphs[character] + offset if character != " " else np.zeros((0, 3))
        return self


def reading(name, value, color, slots, places=2):
    """A name and the number that stands for it now."""
    label = formula(f"{name} =", 32, color)
    number = Readout(value(), 32, color, places, slots).next_to(label, RIGHT, buff=0.2)
    return VGroup(label, number.add_updater(lambda number: number.show(value())))


def x(t):
    return t + 3


def y(t):
    return np.sqrt(25 - (t + 3) ** 2)


def place(across, up):
    """A place in the picture, in the lengths of the problem."""
    return PICTURE + [-2.6 + 0.84 * across, -2.3 + 0.84 * up, 0]


def segment(start, end, color, width=5):
    """A line between two moving places."""
    line = Line(color=color, stroke_width=width)
    return line.add_updater(lambda line: line.set_points_by_ends(start(), end() + 1e-4 * UR), call_updater=True)


def beside(markup, where, side, color=INK):
    """A name that stays beside a moving place."""
    label = formula(markup, 30, color)
    return label.add_updater(lambda label: label.next_to(where(), side, buff=0.14), call_updater=True)


class RelatedRates(Scene):
    """Related rates: a ladder, a tank, a balloon, two cars or a shadow, drawn as it moves."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        heading = self.heading("Related rates", "x^2 + y^2 = 5^2", 40)
        t = ValueTracker(-2.25)
        now = t.get_value
        wall = VGroup(Line(place(0, 0), place(0, 5.0) + 0.3 * UP), Line(place(0, 0), place(5.0, 0)))
        fixed = wall.set_stroke(MUTED, 4)
        moving = VGroup(
            segment(lambda: place(0, 0), lambda: place(x(now()), 0), POINT),
            segment(lambda: place(0, 0), lambda: place(0, y(now())), DERIVATIVE),
            segment(lambda: place(x(now()), 0), lambda: place(0, y(now())), FUNCTION, 8),
            beside("x", lambda: place(x(now()) / 2, 0), DOWN, POINT),
            beside("y", lambda: place(0, y(now()) / 2), LEFT, DERIVATIVE),
            beside("5", lambda: place(x(now()) / 2, y(now()) / 2), UR, FUNCTION),
        )
        readings = VGroup(
            reading("x", lambda: x(now()), POINT, 5),
            reading("y", lambda: y(now()), DERIVATIVE, 5),
        ).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        readings.move_to(PICTURE + [3.5, 2.5, 0], aligned_edge=UR)
        self.beat("A ladder leans against a wall, and its foot slides.", FadeIn(heading), Create(fixed), run_time=1.2)
        self.beat("A ladder leans against a wall, and its foot slides.", FadeIn(moving, readings), run_time=0.8)
        self.beat(
            "When the foot moves, the top must move too: the ladder keeps its length.",
            t.animate(rate_func=linear).set_value(0),
            run_time=4,
        )
        self.beat(
            "Stop at this moment. How fast does the top move now?",
            Indicate(readings, scale_factor=1.1, color=INK),
            run_time=1,
        )
        self.reason(
            "This is known at this moment.",
            "known now",
            '& x = 3 thin "m" , quad frac(d x, d t) = 1 thin "m/s" , \\ & y = 4 thin "m"',
            32,
            hold=2.1,
        )
        self.reason(
            "Wall, floor and ladder form a right triangle at every moment.",
            "Pythagoras",
            "x^2 + y^2 = 5^2",
            32,
            color=FUNCTION,
            hold=1.3,
        )
        self.reason(
            "Both sides depend on the time: differentiate them, with the chain rule.",
            "differentiate with respect to $t$",
            '2 x frac(d x, d t) + 2 y text(fill: #rgb("#FFC857"), frac(d y, d t)) = 0',
            32,
            hold=2.1,
        )
        self.reason(
            "Only now put in the numbers: before, everything moves.",
            "put in the numbers of now",
            '2 dot.c 3 dot.c 1 + 2 dot.c 4 dot.c text(fill: #rgb("#FFC857"), frac(d y, d t)) = 0',
            32,
            hold=2.1,
        )
        self.reason(
            "Solve for the rate: -0.75 m/s.",
            "rate of the top",
            'frac(d y, d t) = -0.75 thin "m/s"',
            32,
            color=DERIVATIVE,
            hold=1.6,
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
