"""What a trained model leaves behind: weights, calibration, figures, and a manifest that is written last."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch

from derivanim import __version__
from derivanim.dataset.draw import Row, draw_row, phrasings_of
from derivanim.dataset.phrasings import Side
from derivanim.model.cards import seal
from derivanim.model.embedded import CALIBRATION_FILE, load_folder
from derivanim.model.evaluate import Judged, calibrate, judge, metrics
from derivanim.model.loop import Tensors
from derivanim.model.tokenizer import Vocabulary

STAGES = ("base", "both", "slots", "code")


def validation_rows(seed: int) -> list[Row]:
    """Every validation phrasing as it is written, and again with noise."""
    clean = [Row(phrasing.text, phrasing.target, phrasing.text) for phrasing in phrasings_of("validation")]
    noisy = [draw_row(random.Random(f"{seed}/validation/{number}"), "validation") for number in range(len(clean))]
    return clean + noisy


def data_hash() -> str:
    """The hash of all phrasings of both sides, with their pointers."""
    digest = sha256()
    sides: tuple[Side, ...] = ("train", "validation")
    for side in sides:
        for phrasing in phrasings_of(side):
            digest.update(json.dumps([side, phrasing.text, phrasing.target]).encode())
    return digest.hexdigest()


def save_base(base: Any, averaged: Tensors, folder: Path) -> None:
    """Write the averaged weights of the base in 16 bits, with its configuration."""
    state = {name: value.to(torch.float16).contiguous() for name, value in averaged.items()}
    base.config.dtype = torch.float16
    shutil.rmtree(folder / "base", ignore_errors=True)
    base.save_pretrained(folder / "base", state_dict=state)


def save_adapter(adapted: Any, averaged: Tensors, folder: Path) -> None:
    """Write the averaged weights of an adapter in peft's format, in 16 bits, into a folder beside its base."""
    state = {name.replace(".default", ""): value.to(torch.float16) for name, value in averaged.items()}
    shutil.rmtree(folder, ignore_errors=True)
    adapted.peft_config["default"].base_model_name_or_path = "../base"
    adapted.save_pretrained(folder, state_dict=state)
    (folder / "README.md").unlink(missing_ok=True)


def judge_folder(folder: Path, vocabulary: Vocabulary, rows: list[Row]) -> list[Judged]:
    """The answers of the model in a folder, which gets the vocabulary that it still lacks."""
    vocabulary.save(folder)
    return judge(load_folder(folder), rows)


def report(log: Callable[[str], None], name: str, judged: list[Judged]) -> None:
    """Log the figures of the rows as written and with noise."""
    half = len(judged) // 2
    for side, part in (("clean", judged[:half]), ("noisy", judged[half:])):
        log(f"validation: {name}, {side}: {metrics(part).line()}")


def export(
    config: dict[str, Any], output: Path, vocabulary: Vocabulary, rows: list[Row], log: Callable[[str], None]
) -> Path:
    """The folder to ship: tokenizer, base, adapters, calibration, model cards, and a manifest of all, written last."""
    trained, weights = output / "trained", output / "weights"
    judged = judge_folder(trained, vocabulary, rows)
    calibration = calibrate(judged)
    file = trained / CALIBRATION_FILE
    file.write_text(json.dumps(asdict(calibration), indent=2) + "\n", encoding="utf-8")
    half = len(judged) // 2
    shown = {"clean": judged[:half], "noisy": judged[half:]}
    figures = {name: asdict(metrics(part, calibration)) for name, part in shown.items()}
    log(f"calibrated: {json.dumps(asdict(calibration))} {json.dumps(figures)}")
    shutil.rmtree(weights, ignore_errors=True)
    shutil.copytree(trained, weights)
    for path in weights.rglob("*.safetensors"):
        path.chmod(0o644)
    manifest = {
        "derivanim": __version__, "torch": torch.__version__, "config": config,
        "phrasings": {name: (output / name / "phrasings.sha256").read_text().strip() for name in STAGES},
        "programs": (output / "data.sha256").read_text().strip(), "validation": figures,
    }  # fmt: skip
    seal(weights, manifest)
    return weights
