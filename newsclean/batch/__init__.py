"""Many documents: from files, archives and tables in, as JSON lines out; or any iterable in, articles out.

    inputs --sources--> pages --workers--> rows --sink--> OUT.jsonl, its journal, failures
                                                 --summary, progress-->

`clean_many` is the same without files: an iterable in, articles out, in order.
"""

from __future__ import annotations

from newsclean.batch.many import clean_many

__all__ = ["clean_many"]
