"""A job for spark-submit: screen a table of applicants with Spark, from Parquet to Parquet.

    spark-submit examples/screen_spark.py policies.yaml applicants.parquet results.parquet

Needs iotcheck[spark] on every machine. Each task compiles the rules once and maps Arrow batches to Arrow batches.
"""

import sys
from pathlib import Path

import pyarrow
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from iotcheck.loader import load
from iotcheck.screen.arrow import ArrowScreen


def main(policies: str, applicants: str, results: str, layout: str = "wide") -> None:
    """Screen a Parquet table."""
    spark = SparkSession.builder.appName("iotcheck").getOrCreate()
    table = spark.read.parquet(applicants)
    schema: pyarrow.Schema = to_arrow_schema(table.schema)
    screen = ArrowScreen(load(Path(policies).read_bytes(), policies), schema, layout=layout)
    table.mapInArrow(screen, from_arrow_schema(screen.schema)).write.mode("errorifexists").parquet(results)


if __name__ == "__main__":
    main(*sys.argv[1:])
