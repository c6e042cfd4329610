"""A job for spark-submit: screen a table of applicants with Spark.

    spark-submit examples/screen_spark.py policies.yaml applicants.parquet results.parquet --rejects rejects.parquet

Tables are Parquet, ORC, CSV or JSON lines by the ends of their names, folders of such files, or names of the catalogue.
Needs iotcheck[spark] on every machine. Each task compiles the rules once and maps Arrow batches to Arrow batches.
"""

import argparse
from datetime import date
from pathlib import Path

import pyarrow
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

import iotcheck

_BATCH = 1 << 16  # rows: what the kernel likes best; Spark's own default is 10,000


def main() -> None:
    """Screen a table, and write the rows that cannot be read where `--rejects` says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("policies", type=Path)
    parser.add_argument("applicants")
    parser.add_argument("results")
    parser.add_argument("--rejects")
    parser.add_argument("--layout", choices=("matches", "wide"), default="wide")
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--id", help="the column that names the applicants")
    parser.add_argument("--language", choices=("zh", "en"), default="en")
    options = parser.parse_args()

    spark = SparkSession.builder.appName("iotcheck").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)
    screener = iotcheck.load(options.policies).screener(as_of=options.as_of, language=options.language)
    table = read(spark, options.applicants)
    schema: pyarrow.Schema = to_arrow_schema(table.schema)
    for path, rejects in ((options.results, False), (options.rejects, True)):
        if path:
            screen = screener.arrow(schema, layout=options.layout, id_column=options.id, rejects=rejects)
            write(table.mapInArrow(screen, from_arrow_schema(screen.schema)), path)


def read(spark: SparkSession, source: str) -> DataFrame:
    """Open a table; cells of text formats stay texts, as iotcheck reads them itself."""
    match _kind(source):
        case "csv":
            return spark.read.csv(source, header=True, multiLine=True, quote='"', escape='"')
        case "json" | "jsonl":
            return spark.read.json(source, primitivesAsString=True)
        case "parquet" | "orc" as kind:
            return spark.read.load(source, format=kind)
        case _:
            return spark.table(source)


def write(table: DataFrame, target: str) -> None:
    """Write a table; one that exists is an error."""
    match _kind(target):
        case "csv":
            table.write.csv(target, header=True, quote='"', escape='"', mode="errorifexists")
        case "json" | "jsonl":
            table.write.json(target, mode="errorifexists")
        case "parquet" | "orc" as kind:
            table.write.save(target, format=kind, mode="errorifexists")
        case _:
            table.write.saveAsTable(target, mode="errorifexists")


def _kind(name: str) -> str:
    return Path(name).suffix.lower().removeprefix(".")


if __name__ == "__main__":
    main()
