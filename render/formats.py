"""What a video can be: qualities as Manim names them, file formats, and how each one is encoded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derivanim.errors import RenderError

# letter: width, height, frames a second; Manim's own.
QUALITIES: dict[str, tuple[int, int, int]] = {
    "l": (854, 480, 15),
    "m": (1280, 720, 30),
    "h": (1920, 1080, 60),
    "p": (2560, 1440, 60),
    "k": (3840, 2160, 60),
}
FORMATS = ("mp4", "gif", "webm", "mov", "png")


@dataclass(frozen=True)
class Settings:
    """Everything but the program that decides what the file holds."""

    format: str
    width: int
    height: int
    frame_rate: float
    transparent: bool

    def to_json(self) -> dict[str, Any]:
        """As it travels to the worker, with the options of the encoder."""
        return {
            "format": self.format,
            "width": self.width,
            "height": self.height,
            "frame_rate": self.frame_rate,
            "transparent": self.transparent,
            "encoder": encoder_options(self.format, self.transparent),
        }


def choose(
    output: Path, quality: str = "m", fps: float | None = None, format: str | None = None, transparent: bool = False
) -> Settings:
    """Settings from what a person asked for; RenderError where the wishes do not go together."""
    if quality not in QUALITIES:
        raise RenderError(f"unknown quality {quality!r}", hint=f"choose one of {', '.join(QUALITIES)}")
    suffix = output.suffix.lower().removeprefix(".")
    chosen = format or suffix or "mp4"
    if chosen not in FORMATS:
        raise RenderError(f"unknown format {chosen!r}", hint=f"choose one of {', '.join(FORMATS)}")
    if transparent and chosen == "mp4":
        raise RenderError("mp4 has no transparency", hint="choose mov, webm, gif or png")
    width, height, rate = QUALITIES[quality]
    if fps is not None and not 1 <= fps <= 240:
        raise RenderError(f"{fps:g} frames a second cannot be drawn", hint="choose between 1 and 240")
    return Settings(chosen, width, height, fps or rate, transparent)


def encoder_options(format: str, transparent: bool) -> dict[str, str]:
    """Options of the segment's encoder: fast ones, whose pictures differ from Manim's by less than can be seen.

    No B-frames in segments (ultrafast has none): packets of one segment can then follow those of another without
    reordering. Its files would be four times as large as Manim's; with CABAC and adaptive quantisation they are twice.
    """
    if format == "webm":
        return {"deadline": "realtime", "cpu-used": "8", "row-mt": "1", "threads": "1", "auto-alt-ref": "0"}
    if transparent:
        return {}
    return {"preset": "ultrafast", "x264-params": "cabac=1:aq-mode=1", "threads": "1"}
