"""The monthly table of the water example from dirty CSV files, by a library of data frames: `monthly.py pandas|polars <folder>`.

Prints JSON: the seconds from files to table, without those of loading the library, and the table.
"""

import json
import sys
import time
from pathlib import Path

folder = Path(sys.argv[2])
paths = sorted(folder.glob("*.csv"), key=lambda path: (path.stat().st_mtime, path.name))
sys.path.insert(0, str(Path(__file__).parents[2] / "examples" / "water"))


def by_pandas():
    import pandas as pd
    import reference

    start = time.perf_counter()
    rows = reference.check(pd.concat([reference.rows_of(path) for path in paths], ignore_index=True))
    valid = rows[rows["faults"].map(len) == 0]
    readings = valid.drop_duplicates(["place", "date"], keep="last")
    table = reference.monthly_of(readings)
    return time.perf_counter() - start, table


def by_polars():
    import polars as pl

    spanish = {"fecha": "date", "lugar": "place", "media": "mean", "desviacion": "sd", "desviación": "sd"}
    fields = ["date", "place", "mean", "sd"]

    def read(path):
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("windows-1252")
        body, _, last = text.rpartition("\n")
        # A last row that ends inside quotes is none.
        text = body if last.count('"') % 2 else text
        header = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=header.count)
        table = pl.read_csv(text.encode(), separator=delimiter, infer_schema=False, truncate_ragged_lines=True)
        table = table.rename({name: spanish.get(name.strip().lower(), name.strip().lower()) for name in table.columns})
        if "place" not in table.columns:
            table = table.with_columns(pl.lit("P-01").alias("place"))
        return table.select(fields)

    def number(name):
        text = pl.col(name).str.strip_chars().str.replace(",", ".", literal=True)
        return pl.when(text.str.contains(r"^[+-]?\d+(\.\d+)?$")).then(text.cast(pl.Float64, strict=False))

    start = time.perf_counter()
    raw = pl.concat([read(path) for path in paths])
    day = pl.col("date").str.strip_chars().str.to_lowercase().str.replace(r"[t ]\d\d:\d\d(:\d\d)?z?$", "")
    for spanish_name, english in [("ene", "jan"), ("abr", "apr"), ("ago", "aug"), ("dic", "dec")]:
        day = day.str.replace(spanish_name, english, literal=True)
    day = day.str.replace(r"^(\d+)(?:-| de )([a-z]{3})[a-z]*(?:-| de )", "${1}-${2}-").str.replace(r"^([a-z]{3})[a-z]* ", "${1} ")
    day = day.str.replace_all(r"[/.]", "-")
    forms = [
        (r"^\d{4}-\d+-\d+$", "%Y-%m-%d"),
        (r"^\d{8}$", "%Y%m%d"),
        (r"^\d+-\d+-\d{4}$", "%d-%m-%Y"),
        (r"^\d+-\d+-\d\d$", "%d-%m-%y"),
        (r"^\d+-[a-z]+-\d{4}$", "%d-%b-%Y"),
        (r"^[a-z]+ \d+, \d{4}$", "%b %d, %Y"),
    ]
    raw = raw.with_columns(day.alias("day")).with_columns(
        pl.coalesce(
            [
                pl.when(pl.col("day").str.contains(form)).then(pl.col("day")).str.to_date(how, strict=False)
                for form, how in forms
            ]
        ).alias("day"),
        pl.col("place").str.strip_chars(),
        number("mean"),
        number("sd"),
    )
    valid = raw.filter(
        pl.col("day").is_not_null()
        & pl.col("place").is_not_null()
        & ~pl.col("place").is_in(["", "-", "NA", "N/A", "null", "s/d"])
        & pl.col("mean").is_between(-5, 45)
        & pl.col("sd").is_between(0, 20)
    )
    readings = valid.unique(["place", "day"], keep="last", maintain_order=True)
    months = (
        readings.group_by("place", pl.col("day").dt.truncate("1mo").alias("period"))
        .agg(pl.col("mean").mean(), pl.col("mean").max().alias("max"), pl.col("sd").max().alias("max_sd"))
        .sort("place", "period")
    )
    before = pl.col("period").shift(1).over("place")
    number_of = lambda period: period.dt.year().cast(pl.Int32) * 12 + period.dt.month()
    # In hundredths, where a half is exact, and is a half also where the doubles on the way were not.
    rounded = lambda value, digits: ((value * 10**digits).round(6).round(0, mode="half_away_from_zero") / 10**digits).round(digits)
    table = months.select(
        "place",
        pl.col("period").dt.year().alias("year"),
        pl.col("period").dt.month().alias("month"),
        rounded(pl.col("mean"), 2).alias("mean_temperature"),
        pl.col("max").alias("max_temperature"),
        "max_sd",
        rounded(pl.col("max") - pl.col("max").shift(1).over("place"), 3).alias("max_difference"),
        before.dt.strftime("%Y-%m").alias("compared_with"),
        (number_of(pl.col("period")) - number_of(before) - 1).alias("gap_months"),
    )
    return time.perf_counter() - start, table.to_dicts()


seconds, table = by_pandas() if sys.argv[1] == "pandas" else by_polars()
json.dump({"seconds": seconds, "rows": table}, sys.stdout)
