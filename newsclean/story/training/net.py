"""The story model's net in PyTorch: the same arithmetic as `newsclean.story.network`, with gradients."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from newsclean.story.features import CUE_COLUMNS, EDGE_BUCKETS, REFERENCE_COLUMNS, WORD_BUCKETS
from newsclean.story.markup import NAME_BUCKETS, POOLED_LEVELS
from newsclean.story.network import DILATIONS
from newsclean.story.training.examples import Example

WIDTH = 32
"""Four nets of this width do as well as two of width 48."""
WORD_SIZE, EDGE_SIZE, NAME_SIZE = 16, 12, 12
STATES = 4
DROP_WORDS, DROP_NAMES, DROP_REFERENCES, DROP_CUES = 0.15, 0.3, 0.2, 0.1
"""How often a page is seen without its words, its class names, what its head says: other sites use other ones; and
without its cue phrases: other languages have none."""


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


def batch(examples: Sequence[Example], random: Random | None) -> Batch:
    """Examples as one batch; with `random`, words, class names and some columns of some pages are left out."""
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
        chance = np.array([[random.random() for _ in range(4)] for _ in sizes])
        wordless, nameless, headless, cueless = (chance < (DROP_WORDS, DROP_NAMES, DROP_REFERENCES, DROP_CUES)).T
        edges[wordless[page]] = 0
        words[np.repeat(wordless[page], counts)] = 0
        around[nameless[page]] = 0
        dense[headless[page], REFERENCE_COLUMNS] = 0
        dense[cueless[page], CUE_COLUMNS] = 0
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


class Layers(nn.Module):
    """A linear layer for each of the nets: (nets, ..., inputs) to (nets, ..., outputs)."""

    def __init__(self, nets: int, inputs: int, outputs: int) -> None:
        super().__init__()
        bound = inputs**-0.5
        self.weight = nn.Parameter(torch.empty(nets, inputs, outputs).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(nets, 1, outputs).uniform_(-bound, bound))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        told = torch.baddbmm(self.bias, rows.flatten(1, -2), self.weight)
        return told.view(*rows.shape[:-1], -1)


class StoryNets(nn.Module):
    """Words and numbers of each block, mixed with the page's mean and maximum and with neighbours ever farther away.

    Some nets of one shape beside each other, which have nothing in common but the pages they are shown.
    """

    def __init__(self, nets: int, mean: np.ndarray[Any, Any], deviation: np.ndarray[Any, Any]) -> None:
        super().__init__()
        self.nets = nets
        self.word = _table(WORD_BUCKETS, nets * WORD_SIZE)
        self.edge = _table(EDGE_BUCKETS, nets * EDGE_SIZE)
        self.name = _table(NAME_BUCKETS, nets * NAME_SIZE)
        self.inp = Layers(nets, len(mean) + WORD_SIZE + EDGE_SIZE + 4 * NAME_SIZE, WIDTH)
        self.page1, self.page2 = Layers(nets, 2 * WIDTH, WIDTH), Layers(nets, 2 * WIDTH, WIDTH)
        levels = len(POOLED_LEVELS)
        self.inside1, self.inside2 = Layers(nets, levels * WIDTH, WIDTH), Layers(nets, levels * WIDTH, WIDTH)
        self.convs = nn.ModuleList(Layers(nets, 3 * WIDTH, WIDTH) for _ in DILATIONS)
        self.head = Layers(nets, WIDTH, STATES)
        self.drop = nn.Dropout(0.1)
        self.mean: torch.Tensor
        self.deviation: torch.Tensor
        self.register_buffer("mean", torch.from_numpy(mean))
        self.register_buffer("deviation", torch.from_numpy(deviation))

    def forward(self, given: Batch) -> torch.Tensor:
        """Scores of the four states by each net for each block, (nets, blocks, 4)."""
        blocks = self.drop(torch.relu(self.inp(self._inputs(given))))
        pages, length = given.mask.shape
        mask = given.mask[:, :, None]
        hidden = blocks.new_zeros(self.nets, pages * length, WIDTH).index_copy(1, given.slot, blocks)
        hidden = hidden.view(self.nets, pages, length, WIDTH)
        hidden = (hidden + self.page1(_pooled(hidden, mask))) * mask
        hidden = hidden + _contained(self.inside1, hidden, given)
        for number, (conv, dilation) in enumerate(zip(self.convs, DILATIONS, strict=True)):
            hidden = (hidden + torch.relu(conv(_with_neighbours(hidden, dilation)))) * mask
            if number == len(DILATIONS) // 2 - 1:
                hidden = (hidden + self.page2(_pooled(hidden, mask))) * mask
                hidden = hidden + _contained(self.inside2, hidden, given)
        scores: torch.Tensor = self.head(self.drop(hidden.flatten(1, 2)[:, given.slot]))
        return scores

    def _inputs(self, given: Batch) -> torch.Tensor:
        numbers = (given.dense - self.mean) / self.deviation
        around = _means(self.name, given.names, given.name_counts)[given.around]
        tables = [_means(self.word, given.words, given.word_counts), self.edge(given.edges)]
        tables += [around[:, 0], around[:, 1], around[:, 2], around[:, 3:].mean(1)]
        by_net = [table.view(len(table), self.nets, -1).transpose(0, 1) for table in tables]
        return torch.cat([numbers.expand(self.nets, -1, -1), *by_net], 2)

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """What `newsclean.story.network` runs: standardising is folded into the first layer."""
        arrays = {name: tensor.numpy().astype(np.float32) for name, tensor in self.state_dict().items()}
        mean, deviation = arrays.pop("mean"), arrays.pop("deviation")
        weight = arrays["inp.weight"].copy()
        weight[:, : len(mean)] /= deviation[:, None]
        arrays["inp.bias"] = arrays["inp.bias"] - (mean @ weight[:, : len(mean)])[:, None]
        arrays["inp.weight"] = weight
        return arrays


def _means(table: nn.EmbeddingBag, words: torch.Tensor, counts: torch.Tensor) -> torch.Tensor:
    sums: torch.Tensor = table(words, (counts.cumsum(0) - counts).long())
    return sums / counts[:, None]


def _pooled(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    mean = (hidden * mask).sum(2) / mask.sum(1)
    return torch.cat([mean, (hidden - 1e4 * (1 - mask)).amax(2)], 2)[:, :, None]


def _contained(layer: nn.Module, hidden: torch.Tensor, given: Batch) -> torch.Tensor:
    """What the nets make of the means over the blocks inside each of a block's containers."""
    nets, pages, length, width = hidden.shape
    sums = nn.functional.pad(hidden.cumsum(2), (0, 0, 1, 0)).view(nets, -1, width)
    first, behind = given.containers[..., 0], given.containers[..., 1]
    means = (sums[:, behind] - sums[:, first]) / (behind - first)[..., None]
    told: torch.Tensor = torch.relu(layer(means.flatten(2)))
    return hidden.new_zeros(nets, pages * length, width).index_copy(1, given.slot, told).view(hidden.shape)


def _with_neighbours(hidden: torch.Tensor, dilation: int) -> torch.Tensor:
    """Each block between the block `dilation` before it and the one behind it; zeros beyond a page's ends."""
    length = hidden.shape[2]
    padded = nn.functional.pad(hidden, (0, 0, dilation, dilation))
    return torch.cat([padded[:, :, at : at + length] for at in (0, dilation, 2 * dilation)], 3)


def loss(scores: torch.Tensor, given: Batch) -> torch.Tensor:
    """Cross entropy over the states and half of what each page's expected word F1 lacks: a page's mean, over all nets."""
    return torch.stack([_loss(of_net, given) for of_net in scores]).sum()


def _loss(scores: torch.Tensor, given: Batch) -> torch.Tensor:
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
