"""Spark on two local threads: a table of pages through mapInArrow, a worker that is killed, nothing lost."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean
from tests.batch_helpers import page, story


def java():
    """The major version of Java; 0 where there is none."""
    if not shutil.which("java"):
        return 0
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


needs_arrow = pytest.mark.skipif(not importlib.util.find_spec("pyarrow"), reason="the extra spark is not installed")
pytestmark = pytest.mark.filterwarnings("default")
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def spark():
    if not importlib.util.find_spec("pyspark"):
        pytest.skip("the extra spark is not installed")
    if java() < 17:
        pytest.skip("Spark needs Java 17 or newer")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    session = (
        SparkSession.builder.master("local[2, 4]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "10")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


def expected(number):
    return newsclean.clean(page(number).encode(), f"https://paper.example/{number}").text


def test_a_table_of_pages_loses_nothing_when_a_worker_is_killed(spark, tmp_path):
    from newsclean.integrations.spark import SCHEMA
    from tests.integrations_helpers import KilledOnce

    rows = [(number, f"https://paper.example/{number}", bytearray(page(number).encode())) for number in range(60)]
    pages = spark.createDataFrame(rows, "id int, url string, html binary").repartition(2)
    killed = KilledOnce(str(tmp_path / "killed"), text="html")
    articles = pages.mapInArrow(killed, SCHEMA).toPandas().sort_values("id", key=lambda ids: ids.astype(int))
    assert (tmp_path / "killed").exists()
    assert list(articles["id"]) == [str(number) for number in range(60)]
    assert list(articles["text"]) == [expected(number) for number in range(60)]
    assert set(articles["status"]) == {"article"}


def test_removed_spans_are_a_nested_column(spark):
    from newsclean.integrations.spark import SCHEMA, clean_batches

    texts = spark.createDataFrame([(story(1),), (None,), (story(2),)], "text string")
    articles = texts.mapInArrow(clean_batches(), SCHEMA).cache()
    labels = articles.selectExpr("explode(removed) AS r").groupBy("r.label").count().collect()
    assert {row["label"]: row["count"] for row in labels}["cross_link"] == 2
    assert sorted(row["status"] for row in articles.select("status").collect()) == ["article", "article", "empty"]


@needs_arrow
def test_batches_keep_their_rows_whatever_is_in_them():
    import pyarrow as pa

    from newsclean.integrations.spark import arrow_schema, clean_batches

    rows = pa.RecordBatch.from_pylist([{"id": 1, "page": page(1)}, {"id": 2, "page": None}, {"id": 3, "page": "x"}])
    (found,) = clean_batches(text="page")(iter([rows]))
    assert found.schema == arrow_schema()
    made = found.to_pylist()
    assert [(row["id"], row["status"]) for row in made] == [("1", "article"), ("2", "empty"), ("3", "empty")]
    assert made[0]["text"] == newsclean.clean(page(1)).text
    assert json.loads(made[0]["metadata"])["title"] == made[0]["title"] == "Ferry 1"
    assert [set(one) for one in made[0]["removed"]][:1] == [{"start", "end", "label", "confidence", "text", "why"}]
