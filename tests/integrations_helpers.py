"""What other processes import in the tests of integrations."""

import os
import signal
from pathlib import Path

from newsclean.integrations.spark import clean_batches


class FailsOnce:
    """A datatrove step that raises in one rank, the first time."""

    def __init__(self, marker, rank):
        self.marker, self.rank = marker, rank

    def __call__(self, data, rank=0, world_size=1):
        for number, document in enumerate(data):
            if rank == self.rank and number == 1 and not Path(self.marker).exists():
                Path(self.marker).touch()
                raise RuntimeError("injected")
            yield document


class KilledOnce:
    """`clean_batches` in a Spark worker that is killed at its second batch, the first time."""

    def __init__(self, marker, **columns):
        self.marker = marker
        self.clean = clean_batches(**columns)

    def __call__(self, batches):
        return self.clean(self._dying(batches))

    def _dying(self, batches):
        for number, batch in enumerate(batches):
            if number == 1 and not Path(self.marker).exists():
                Path(self.marker).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield batch
