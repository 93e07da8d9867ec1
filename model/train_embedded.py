"""Train the embedded model: `python -m derivanim.model.train_embedded --data DIR --output FOLDER`.

Tokenizers, then the base: a language model over whole rows, first with slots as their completions, then with programs
too, until both targets have had as many tokens. Then a LoRA adapter for each target (completions only, as many tokens
for each), then the bag of words, then calibration on the validation phrasings. Killed and started again, it goes on
from its last checkpoint. What it leaves in FOLDER/weights is what the package ships; the manifest is written last.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch

from derivanim.dataset.draw import draw_row
from derivanim.dataset.noise import synonym_groups
from derivanim.dataset.rows import Example, read
from derivanim.dataset.stats import REFUSALS
from derivanim.model.bag import FILE, save_bag
from derivanim.model.export import data_hash, export, judge_folder, report, save_adapter, save_base, validation_rows
from derivanim.model.loop import Schedule, Tensors, train
from derivanim.model.programs import ProgramVocabulary, load_programs, train_programs
from derivanim.model.rows import Encoded, Encoder, batches, passes
from derivanim.model.stages import Config, Stream, adapted_base, mixed, new_base, put
from derivanim.model.tokenizer import PAD, Vocabulary, load_vocabulary, train_vocabulary
from derivanim.model.train_bag import train_bag


def run(config: Config, data: Path, output: Path, log: Callable[[str], None]) -> Path:
    """Train everything that is not trained yet, programs on the training rows of a data set; the folder to ship."""
    output.mkdir(parents=True, exist_ok=True)
    _keep_config(config, output)
    _keep(output / "data.sha256", sha256((data / "train.jsonl").read_bytes()).hexdigest() + "\n")
    vocabulary = _vocabulary(config, output, log)
    examples = [example for example in read(data / "train.jsonl") if example.template not in REFUSALS]
    programs = _programs(config, vocabulary, examples, output, log)
    encoder = Encoder(vocabulary, programs)
    written = _encoded(encoder, examples, config.positions, log)
    rows = validation_rows(config.seed)

    def requests(name: str, schedule: Schedule) -> Stream:
        seed = f"{config.seed}/{name}"
        return lambda step: batches(encoder, seed, schedule.batch, step, cut=config.cut, mask=config.mask)

    def whole(name: str, schedule: Schedule) -> Stream:
        return lambda step: passes(written, f"{config.seed}/{name}", schedule.batch, step)

    base = new_base(config, vocabulary.size + programs.size, vocabulary)
    parameters = sum(value.numel() for value in base.parameters())
    log(f"base: {parameters:,} parameters, {vocabulary.size} tokens of requests, {programs.size} of programs")
    candidate = output / "candidate"

    def look_at_base(step: int, averaged: Tensors) -> None:
        save_base(base, averaged, candidate)
        report(log, f"base, step {step}", judge_folder(candidate, vocabulary, rows))

    stage = partial(_stage, config=config, pad=vocabulary.id(PAD), output=output, log=log)
    best = stage("base", base, config.base, requests("base", config.base), evaluate=look_at_base)
    put(base, best)
    slots, code = requests("both", replace(config.both, batch=config.base.batch)), whole("both", config.both)
    best = stage("both", base, config.both, mixed(slots, code), evaluate=look_at_base)
    save_base(base, best, output / "trained")

    adapted = adapted_base(config, output / "trained" / "base")

    def look_at_adapter(step: int, averaged: Tensors) -> None:
        shutil.copytree(output / "trained" / "base", candidate / "base", dirs_exist_ok=True)
        save_adapter(adapted, averaged, candidate / "slots")
        report(log, f"adapter, step {step}", judge_folder(candidate, vocabulary, rows))

    best = stage("slots", adapted, config.adapter, requests("slots", config.adapter), evaluate=look_at_adapter)
    save_adapter(adapted, best, output / "trained" / "slots")
    adapted = adapted_base(config, output / "trained" / "base")
    best = stage("code", adapted, config.code, whole("code", config.code))
    save_adapter(adapted, best, output / "trained" / "code")
    if not (output / "trained" / FILE).exists():
        torch.manual_seed(config.seed)
        save_bag(train_bag(encoder, config.seed, log), output / "trained")
    programs.save(output / "trained")
    return export(asdict(config), output, vocabulary, rows, log)


def _stage(
    name: str, model: Any, schedule: Schedule, stream: Stream, *, config: Config, pad: int, output: Path,
    log: Callable[[str], None], evaluate: Callable[[int, Tensors], None] | None = None,
) -> Tensors:  # fmt: skip
    finished = (output / name / f"step-{schedule.steps:07d}").exists()
    if not finished:
        # A stage that goes on must see the same rows; one that is done keeps the hash of what it saw.
        _keep(output / name / "phrasings.sha256", data_hash() + "\n")
    return train(
        model, stream, schedule, seed=config.seed, pad=pad, folder=output / name,
        report=lambda figures: log(f"{name}: {json.dumps(figures)}"), evaluate=evaluate,
    )  # fmt: skip


def _keep_config(config: Config, output: Path) -> None:
    """Write the configuration; a folder of another configuration is refused, not mixed with this one."""
    _keep(output / "config.json", json.dumps(asdict(config), indent=2) + "\n")


def _keep(file: Path, text: str) -> None:
    if file.exists() and file.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{file} is of another configuration or other phrasings; choose another --output")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _vocabulary(config: Config, output: Path, log: Callable[[str], None]) -> Vocabulary:
    folder = output / "vocabulary"
    if not (folder / "done").exists():
        rngs = (random.Random(f"{config.seed}/words/{number}") for number in range(config.vocabulary_rows))
        texts = [draw_row(rng, slips=False).text for rng in rngs]
        texts += [" ".join(group) for group in synonym_groups()] * 3
        train_vocabulary(texts, config.vocabulary, least=3).save(folder)
        (folder / "done").touch()
        log("vocabulary: done")
    return load_vocabulary(folder)


def _programs(
    config: Config, vocabulary: Vocabulary, examples: Sequence[Example], output: Path, log: Callable[[str], None]
) -> ProgramVocabulary:
    folder = output / "vocabulary"
    known = load_programs(folder, vocabulary.size)
    if known is None:
        programs = sorted({example.program for example in examples})
        known = train_programs(programs, config.program_pieces, vocabulary.size, max(3, len(programs) // 200))
        known.save(folder)
        log(f"vocabulary of programs: done, {len(programs)} programs")
    return known


def _encoded(encoder: Encoder, examples: Sequence[Example], longest: int, log: Callable[[str], None]) -> list[Encoded]:
    """The examples with their programs, apart from the few that are longer than the model reads."""
    rows = [encoder.program(example) for example in examples]
    short = [row for row in rows if len(row.tokens) <= longest]
    log(f"programs: {len(short)} rows of {sum(len(row.tokens) for row in short) / len(short):.0f} tokens in the mean; "
        f"{len(rows) - len(short)} longer than {longest} left out")  # fmt: skip
    return short


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of `derivanim dataset build`")
    parser.add_argument("--output", type=Path, required=True, help="folder for checkpoints and weights")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies the number of steps")
    parser.add_argument("--threads", type=int, default=1, help="threads of torch; more than idle cores make it slower")
    parser.add_argument("--install", type=Path, help="folder that gets a copy of the weights in the end")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    def log(line: str) -> None:
        print(line, file=sys.stderr, flush=True)
        with (options.output / "log.txt").open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    weights = run(Config().shorter(options.scale), options.data, options.output, log)
    if options.install:
        shutil.rmtree(options.install, ignore_errors=True)
        shutil.copytree(weights, options.install)


if __name__ == "__main__":
    main()
