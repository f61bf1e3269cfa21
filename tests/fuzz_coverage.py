"""Looks for input that breaks a promise, led by the code it reaches: `python -m tests.fuzz_coverage CORPUS [-max_total_time=1800]`.

Needs `atheris` (Linux, no dependency of the library). CORPUS is a folder: the seeds of `tests.fuzz` are written to it
where it is empty, and inputs that reach new code are added, so that the next run goes on from there. Other options are
libFuzzer's. An input that breaks a promise ends the run and is left as `crash-*`; findings become cases of the battery.
"""

from __future__ import annotations

import sys
from hashlib import sha1
from pathlib import Path


def main() -> None:
    """Writes seeds and dictionary where they are missing, and hands over to libFuzzer."""
    # Here, so that the tests of modules' docstrings can look at this one without atheris.
    import atheris

    with atheris.instrument_imports(include=["newsclean"]):
        from tests.fuzz import BYTES, LONGEST, broken, seeds

    def check(data: bytes) -> None:
        """Raises where an input breaks a promise, as bytes or, every other time, as a text."""
        raw = data.decode("utf-8", "replace") if len(data) % 2 else data
        faults = list(broken(raw))
        if faults:
            raise AssertionError("; ".join(faults[:3]))

    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        for seed in seeds():
            (corpus / sha1(seed).hexdigest()).write_bytes(seed)
    words = corpus.with_name(corpus.name + ".dict")
    short = [piece for piece in BYTES if len(piece) <= 64]
    words.write_text("".join(f'"{"".join(f"{chr(92)}x{byte:02x}" for byte in piece)}"\n' for piece in short))
    atheris.Setup([*sys.argv, f"-max_len={LONGEST}", f"-dict={words}", "-timeout=60"], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
