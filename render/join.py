"""Segments become one file: packets copied for video, frames mapped to one palette for a gif. Runs in the sandbox."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av


class JoinError(Exception):
    """Segments that do not make up the whole scene."""


def join(segments: list[Path], target: Path, frame_rate: Fraction, gif: bool, transparent: bool) -> dict[str, Any]:
    """Join segments named by their first frame into `target`; frames, width and height of the result."""
    if not segments:
        raise JoinError("nothing was drawn")
    ordered = sorted(segments, key=lambda path: int(path.stem))
    if gif:
        return _to_gif(ordered, target, frame_rate, transparent)
    return _copy_packets(ordered, target, frame_rate, transparent)


def _copy_packets(segments: list[Path], target: Path, frame_rate: Fraction, transparent: bool) -> dict[str, Any]:
    frames = width = height = 0
    options = {"movflags": "+faststart"} if target.suffix in {".mp4", ".mov"} else {}
    with av.open(str(target), "w", options=options) as output:
        stream: Any = None
        for segment in segments:
            if int(segment.stem) != frames:
                raise JoinError(f"frame {frames} is missing")
            with av.open(str(segment)) as source:
                video = source.streams.video[0]
                if stream is None:
                    stream = output.add_stream_from_template(video)
                    width, height = video.width, video.height
                    if transparent and target.suffix == ".webm":
                        # VP9's alpha travels beside its packets; without this mark players leave it out.
                        stream.metadata["alpha_mode"] = "1"
                base = video.time_base or 1 / frame_rate
                start = round(frames / frame_rate / base)
                for packet in source.demux(video):
                    if packet.dts is None or packet.pts is None:
                        continue
                    packet.pts += start
                    packet.dts += start
                    packet.stream = stream
                    output.mux(packet)
                    frames += 1
    return {"frames": frames, "width": width, "height": height}


def _to_gif(segments: list[Path], target: Path, frame_rate: Fraction, transparent: bool) -> dict[str, Any]:
    """Two passes, one for the palette and one for the frames: a filter graph with both keeps every frame in memory."""
    palette = _palette(segments, transparent)
    frames = 0
    with av.open(str(target), "w") as output, av.open(str(segments[0])) as first:
        video = first.streams.video[0]
        stream: Any = output.add_stream("gif", rate=frame_rate)
        stream.pix_fmt = "pal8"
        stream.width, stream.height = video.width, video.height
        graph = av.filter.Graph()
        pictures = graph.add_buffer(template=video)
        colours = graph.add_buffer(
            width=palette.width, height=palette.height, format=palette.format.name, time_base=Fraction(1, 1000)
        )
        use = graph.add("paletteuse", "dither=bayer:bayer_scale=5:diff_mode=rectangle")
        sink = graph.add("buffersink")
        pictures.link_to(use, 0, 0)
        colours.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()
        palette.pts = 0
        colours.push(palette)
        colours.push(None)
        for number, frame in enumerate(_decoded(segments)):
            frame.pts = number
            frame.time_base = 1 / frame_rate
            pictures.push(frame)
            frames += _drain(sink, stream, output, frames, frame_rate)
        pictures.push(None)
        frames += _drain(sink, stream, output, frames, frame_rate)
        for packet in stream.encode():
            output.mux(packet)
        return {"frames": frames, "width": video.width, "height": video.height}


def _drain(sink: Any, stream: Any, output: Any, first: int, frame_rate: Fraction) -> int:
    count = 0
    while True:
        try:
            frame = sink.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return count
        frame.pts = first + count
        frame.time_base = 1 / frame_rate
        for packet in stream.encode(frame):
            output.mux(packet)
        count += 1


def _palette(segments: list[Path], transparent: bool) -> Any:
    with av.open(str(segments[0])) as first:
        graph = av.filter.Graph()
        source = graph.add_buffer(template=first.streams.video[0])
        make = graph.add("palettegen", f"stats_mode=diff:reserve_transparent={int(transparent)}")
        sink = graph.add("buffersink")
        source.link_to(make)
        make.link_to(sink)
        graph.configure()
        for number, frame in enumerate(_decoded(segments)):
            frame.pts = number
            source.push(frame)
        source.push(None)
        return sink.pull()


def _decoded(segments: list[Path]) -> Any:
    for segment in segments:
        with av.open(str(segment)) as source:
            yield from source.decode(video=0)
