"""The story model's net in PyTorch: the same arithmetic as `newsclean.story.network`, with gradients."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from newsclean.story.features import EDGE_BUCKETS, WORD_BUCKETS
from newsclean.story.markup import NAME_BUCKETS, POOLED_LEVELS
from newsclean.story.training.examples import Example

WIDTH = 48
DILATIONS = (1, 2, 4, 8, 16, 32)
WORD_SIZE, EDGE_SIZE, NAME_SIZE = 16, 12, 12
STATES = 4
DROP_WORDS, DROP_NAMES, DROP_REFERENCES = 0.15, 0.3, 0.2
"""How often a page is seen without its words, its class names, what its head says: other sites use other ones."""


class Batch(NamedTuple):
    """Several documents; their blocks stand in one row, `slot` says where each goes in a (pages, length) grid."""

    dense: torch.Tensor
    words: torch.Tensor
    word_counts: torch.Tensor
    edges: torch.Tensor
    names: torch.Tensor
    name_counts: torch.Tensor
    around: torch.Tensor
    containers: torch.Tensor
    slot: torch.Tensor
    mask: torch.Tensor
    page: torch.Tensor
    states: torch.Tensor
    weights: torch.Tensor
    lengths: torch.Tensor


def batch(examples: Sequence[Example], references: Sequence[int], random: Random | None) -> Batch:
    """Examples as one batch; with `random`, words, class names and reference columns of some pages are left out."""
    sizes = [len(one.shares) for one in examples]
    mask = np.arange(max(sizes)) < np.array(sizes)[:, None]
    dense = np.concatenate([one.given.dense for one in examples]).astype(np.float32)
    edges = np.concatenate([one.given.edges for one in examples]).astype(np.int64)
    words = np.concatenate([one.given.words for one in examples]).astype(np.int64)
    counts = np.concatenate([one.given.word_counts for one in examples])
    base = np.cumsum([0, *(len(one.given.names.counts) for one in examples)])
    around = np.concatenate([one.given.names.around + base[at] for at, one in enumerate(examples)]).astype(np.int64)
    page = np.repeat(np.arange(len(sizes)), sizes)
    # A page's running sums have one entry more than the page has blocks.
    containers = np.concatenate([one.given.containers for one in examples]).astype(np.int64)
    containers += (page * (max(sizes) + 1))[:, None, None]
    if random is not None:
        chance = np.array([[random.random() for _ in range(3)] for _ in sizes])
        wordless, nameless, headless = (chance < (DROP_WORDS, DROP_NAMES, DROP_REFERENCES)).T
        edges[wordless[page]] = 0
        words[np.repeat(wordless[page], counts)] = 0
        around[nameless[page]] = 0
        dense[np.ix_(np.flatnonzero(headless[page]), np.array(references))] = 0
    as_tensor = torch.from_numpy
    return Batch(
        as_tensor(dense),
        as_tensor(words),
        as_tensor(counts),
        as_tensor(edges),
        as_tensor(np.concatenate([one.given.names.words for one in examples]).astype(np.int64)),
        as_tensor(np.concatenate([one.given.names.counts for one in examples])),
        as_tensor(around),
        as_tensor(containers),
        as_tensor(np.flatnonzero(mask)),
        as_tensor(mask.astype(np.float32)),
        as_tensor(page),
        as_tensor(np.concatenate([one.states for one in examples])),
        as_tensor(np.concatenate([one.weights for one in examples])),
        as_tensor(np.concatenate([one.lengths for one in examples])),
    )


def _table(rows: int, size: int) -> nn.EmbeddingBag:
    table = nn.EmbeddingBag(rows, size, mode="sum", padding_idx=0)
    nn.init.normal_(table.weight, 0, 0.3)
    with torch.no_grad():
        table.weight[0] = 0
    return table


class StoryNet(nn.Module):
    """Words and numbers of each block, mixed with the page's mean and maximum and with neighbours ever farther away."""

    def __init__(self, mean: np.ndarray[Any, Any], deviation: np.ndarray[Any, Any]) -> None:
        super().__init__()
        self.word = _table(WORD_BUCKETS, WORD_SIZE)
        self.edge = _table(EDGE_BUCKETS, EDGE_SIZE)
        self.name = _table(NAME_BUCKETS, NAME_SIZE)
        self.inp = nn.Linear(len(mean) + WORD_SIZE + EDGE_SIZE + 4 * NAME_SIZE, WIDTH)
        self.page1, self.page2 = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        levels = len(POOLED_LEVELS)
        self.inside1, self.inside2 = nn.Linear(levels * WIDTH, WIDTH), nn.Linear(levels * WIDTH, WIDTH)
        self.convs = nn.ModuleList(nn.Linear(WIDTH, 3 * WIDTH) for _ in DILATIONS)
        self.head = nn.Linear(WIDTH, STATES)
        self.drop = nn.Dropout(0.1)
        self.mean: torch.Tensor
        self.deviation: torch.Tensor
        self.register_buffer("mean", torch.from_numpy(mean))
        self.register_buffer("deviation", torch.from_numpy(deviation))

    def forward(self, given: Batch) -> torch.Tensor:
        """Scores of the four states for each block, (blocks, 4)."""
        inputs = [(given.dense - self.mean) / self.deviation]
        inputs += [_means(self.word, given.words, given.word_counts), self.edge(given.edges)]
        around = _means(self.name, given.names, given.name_counts)[given.around]
        inputs += [around[:, 0], around[:, 1], around[:, 2], around[:, 3:].mean(1)]
        blocks = self.drop(torch.relu(self.inp(torch.cat(inputs, 1))))
        pages, length = given.mask.shape
        mask = given.mask[:, :, None]
        hidden = blocks.new_zeros(pages * length, WIDTH).index_copy(0, given.slot, blocks).view(pages, length, WIDTH)
        hidden = (hidden + self.page1(_pooled(hidden, mask))) * mask
        hidden = hidden + _contained(self.inside1, hidden, given)
        for number, (conv, dilation) in enumerate(zip(self.convs, DILATIONS, strict=True)):
            hidden = (hidden + torch.relu(_shifted(conv(hidden) * mask, dilation))) * mask
            if number == len(DILATIONS) // 2 - 1:
                hidden = (hidden + self.page2(_pooled(hidden, mask))) * mask
                hidden = hidden + _contained(self.inside2, hidden, given)
        scores: torch.Tensor = self.head(self.drop(hidden.reshape(pages * length, WIDTH)[given.slot]))
        return scores

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """What `newsclean.story.network` runs: standardising is folded into the first layer."""
        arrays = {name: tensor.numpy().astype(np.float32) for name, tensor in self.state_dict().items()}
        mean, deviation = arrays.pop("mean"), arrays.pop("deviation")
        weight = arrays["inp.weight"].copy()
        weight[:, : len(mean)] /= deviation
        arrays["inp.bias"] = arrays["inp.bias"] - weight[:, : len(mean)] @ mean
        arrays["inp.weight"] = weight
        arrays["dilations"] = np.array(DILATIONS, np.float32)
        return arrays


def _means(table: nn.EmbeddingBag, words: torch.Tensor, counts: torch.Tensor) -> torch.Tensor:
    sums: torch.Tensor = table(words, (counts.cumsum(0) - counts).long())
    return sums / counts[:, None]


def _pooled(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    mean = (hidden * mask).sum(1) / mask.sum(1)
    return torch.cat([mean, (hidden - 1e4 * (1 - mask)).amax(1)], 1)[:, None, :]


def _contained(layer: nn.Module, hidden: torch.Tensor, given: Batch) -> torch.Tensor:
    """What a layer makes of the means over the blocks inside each of a block's containers."""
    pages, length, width = hidden.shape
    sums = nn.functional.pad(hidden.cumsum(1), (0, 0, 1, 0)).view(-1, width)
    first, behind = given.containers[..., 0], given.containers[..., 1]
    means = (sums[behind] - sums[first]) / (behind - first)[..., None]
    told: torch.Tensor = torch.relu(layer(means.flatten(1)))
    return hidden.new_zeros(pages * length, width).index_copy(0, given.slot, told).view(pages, length, width)


def _shifted(parts: torch.Tensor, dilation: int) -> torch.Tensor:
    """Each block's own part, the left part of the block `dilation` before and the right part of the one behind."""
    left, own, right = parts.chunk(3, dim=2)
    if own.shape[1] <= dilation:
        return own
    pad = nn.functional.pad
    return own + pad(left[:, :-dilation], (0, 0, dilation, 0)) + pad(right[:, dilation:], (0, 0, 0, dilation))


def loss(scores: torch.Tensor, given: Batch) -> torch.Tensor:
    """Cross entropy over the states and half of what each page's expected word F1 lacks, averaged over pages."""
    pages = given.mask.shape[0]
    entropy = (nn.functional.cross_entropy(scores, given.states, reduction="none") * given.weights).sum() / pages
    kept = torch.softmax(scores, 1)[:, 1]
    story = (given.states == 1).float()

    def per_page(values: torch.Tensor) -> torch.Tensor:
        return values.new_zeros(pages).index_add(0, given.page, values)

    words = given.lengths / 6 + 0.5
    gold = per_page(story * words)
    f1 = 2 * per_page(kept * story * words) / (per_page(kept * words) + gold + 1e-3)
    return entropy + 0.5 * ((1 - f1) * (gold > 0)).mean()
