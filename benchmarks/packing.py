"""Packing against padding: tokens of real rows a second in training; `python -m benchmarks.packing DATA [ROWS]`.

The same rows of a data set, the same small model and the same optimizer, a step of each way in turn, so that other work
on the machine is borne by both. A packed sequence holds at most as many tokens as the longest row; a padded batch holds
8 or 32 rows, and a packed one about as many tokens.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from derivanim.dataset.finished import finished
from derivanim.dataset.instructions import answer
from derivanim.dataset.rows import Example
from derivanim.model.encoding import Style, TextEncoding
from derivanim.model.training.sequences import Rows, alone, collate, packed

STEPS, BATCHES, SEED = 4, (8, 32), 7
STYLES = {"slots": Style(form="copy"), "code": Style(target="code")}


def tokenizer(examples: Sequence[Example]) -> PreTrainedTokenizerFast:
    """A tokenizer of 4,000 tokens, learned from the rows."""
    plain = Tokenizer(models.BPE())
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    plain.decoder = decoders.ByteLevel()
    texts = (text for row in examples for text in (row.request, answer(row, "slots"), row.program))
    trainer = trainers.BpeTrainer(vocab_size=4000, special_tokens=["</s>"], show_progress=False)
    plain.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=plain, eos_token="</s>")


def batches(sequences: Sequence[Rows], size: int) -> Iterator[Sequence[Rows]]:
    """Batches of sequences in a drawn order, without end."""
    order = list(sequences)
    random.Random(SEED).shuffle(order)
    groups = [order[start : start + size] for start in range(0, len(order) - size + 1, size)]
    return cycle(groups or [order])


def measure(style: Style, examples: Sequence[Example], size: int) -> str:
    """A row of the table: both throughputs, their ratio, and how full the batches are."""
    encoding = TextEncoding(tokenizer(examples), style)
    rows = [encoding.row(example) for example in examples]
    length = max(512, *(len(row.tokens) for row in rows))
    random.Random(SEED).shuffle(rows)
    torch.manual_seed(SEED)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=4000, hidden_size=256, intermediate_size=688, num_hidden_layers=4, num_attention_heads=4,
            num_key_value_heads=4, max_position_embeddings=length,
        )
    )  # fmt: skip
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    together = packed(rows, length, SEED)
    per_step = max(1, round(size * sum(len(row.tokens) for row in rows) / len(rows) / length))
    ways = {"padding": batches(alone(rows), size), "packing": batches(together, per_step)}
    seconds, real, places = (dict.fromkeys(ways, 0.0) for _ in range(3))
    for step in range(STEPS + 1):
        for name, stream in ways.items():
            (group,) = islice(stream, 1)
            began = time.perf_counter()
            batch = collate(group, encoding.pad)
            model(**batch).loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            if step:  # the first one of each way warms up
                seconds[name] += time.perf_counter() - began
                real[name] += sum(len(row.tokens) for inside in group for row in inside)
                places[name] += batch["input_ids"].numel()
    rate = {name: real[name] / seconds[name] for name in ways}
    cells = [f"{rate[name]:,.0f}" for name in ways] + [f"{rate['packing'] / rate['padding']:.2f}"]
    return " | ".join([*cells, *(f"{real[name] / places[name]:.0%}" for name in ways)])


def main() -> None:
    """Print the table for the data set named on the command line."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m benchmarks.packing DATA [ROWS]")
    examples = finished(Path(sys.argv[1])).splits["train"]
    examples = examples[: int(sys.argv[2])] if len(sys.argv) > 2 else examples
    print("| target | rows | padding, tokens/s | packing, tokens/s | ratio | padding, full | packing, full |")
    print("|---|---|---|---|---|---|---|")
    for name, style in STYLES.items():
        for size in BATCHES:
            print(f"| {name} | {size} | {measure(style, examples, size)} |", flush=True)


if __name__ == "__main__":
    main()
