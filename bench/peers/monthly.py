"""The datasets and the monthly table of the water example from dirty CSV files, by a library of data frames: `monthly.py pandas|polars <folder> <folder of results>`.

Prints JSON: the seconds from files to table, without those of loading the library, and the table. Readings and invalid rows, each with
what is wrong with it, lie in files then.
"""

import io
import json
import sys
import time
from pathlib import Path

folder, results = Path(sys.argv[2]), Path(sys.argv[3])
paths = sorted(folder.glob("*.csv"), key=lambda path: (path.stat().st_mtime, path.name))
SPANISH = {"fecha": "date", "lugar": "place", "media": "mean", "desviacion": "sd", "desviación": "sd"}
FIELDS = ["date", "place", "mean", "sd"]
MISSING = ["", "-", "na", "n/a", "nan", "null", "s/d"]
LIMITS = {"mean": (-5, 45), "sd": (0, 20)}
MONTHS = [("ene", "jan"), ("abr", "apr"), ("ago", "aug"), ("dic", "dec")]
FORMS = [
    (r"^\d{4}-\d+-\d+$", "%Y-%m-%d"),
    (r"^\d{8}$", "%Y%m%d"),
    (r"^\d+-\d+-\d{4}$", "%d-%m-%Y"),
    (r"^\d+-\d+-\d\d$", "%d-%m-%y"),
    (r"^\d+-[a-z]+-\d{4}$", "%d-%b-%Y"),
    (r"^[a-z]+ \d+, \d{4}$", "%b %d, %Y"),
]


def text_of(path):
    """The text of a file, and its delimiter."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("windows-1252")
    body, _, last = text.rpartition("\n")
    # A last row that ends inside quotes is none.
    text = body if last.count('"') % 2 else text
    header = text.split("\n", 1)[0]
    return text, max(",;\t", key=header.count)


def name_of(name):
    return SPANISH.get(name.strip().lower(), name.strip().lower())


def by_pandas():
    import pandas as pd

    def read(path):
        text, delimiter = text_of(path)
        table = pd.read_csv(
            io.StringIO(text), sep=delimiter, dtype=str, keep_default_na=False, na_values=[], on_bad_lines="skip"
        )
        table.columns = [name_of(name) for name in table.columns]
        if "place" not in table:
            table["place"] = "P-01"
        table["file"] = path.name
        table["line"] = table.index
        return table[["file", "line", *FIELDS]]

    def number(texts):
        texts = texts.str.replace(",", ".", regex=False)
        return pd.to_numeric(texts.where(texts.str.fullmatch(r"[+-]?\d+(\.\d+)?")), errors="coerce")

    start = time.perf_counter()
    raw = pd.concat([read(path) for path in paths], ignore_index=True)
    texts = {name: raw[name].fillna("").str.strip() for name in FIELDS}
    day = texts["date"].str.lower().str.replace(r"[t ]\d\d:\d\d(?::\d\d)?z?$", "", regex=True)
    for spanish_name, english in MONTHS:
        day = day.str.replace(spanish_name, english, regex=False)
    day = day.str.replace(r"^(\d+)(?:-| de )([a-z]{3})[a-z]*(?:-| de )", r"\1-\2-", regex=True)
    day = day.str.replace(r"^([a-z]{3})[a-z]* ", r"\1 ", regex=True).str.replace(r"[/.]", "-", regex=True)
    raw["day"] = pd.Series(pd.NaT, index=raw.index, dtype="datetime64[s]")
    for form, how in FORMS:
        is_so = raw["day"].isna() & day.str.contains(form)
        raw.loc[is_so, "day"] = pd.to_datetime(day[is_so], format=how, errors="coerce").astype("datetime64[s]")
    is_fine = {"date": raw["day"].notna(), "place": pd.Series(True, index=raw.index)}
    for name, (low, high) in LIMITS.items():
        raw[f"read_{name}"] = number(texts[name])
        is_fine[name] = raw[f"read_{name}"].between(low, high)
    fault = pd.Series("", index=raw.index)
    for name in FIELDS:
        is_missing = texts[name].str.lower().isin(MISSING)
        is_wrong = ~is_missing & ~is_fine[name]
        fault[is_missing] += f"cannot find {name}; "
        fault[is_wrong] += f'cannot read {name} "' + texts[name][is_wrong] + '"; '
    raw["place"] = texts["place"]
    is_valid = fault == ""
    valid = raw.loc[is_valid, ["place", "day", "read_mean", "read_sd", "file"]]
    readings = valid.drop_duplicates(["place", "day"], keep="last")
    readings.to_pickle(results / "readings.pickle")
    raw.loc[~is_valid, ["file", "line", *FIELDS]].assign(fault=fault[~is_valid]).to_pickle(results / "invalid.pickle")
    groups = readings.groupby(["place", readings["day"].dt.to_period("M").rename("period")])
    months = groups.agg(mean=("read_mean", "mean"), max=("read_mean", "max"), max_sd=("read_sd", "max")).reset_index()
    before = months.groupby("place")[["period", "max"]].shift(1)
    number_of = lambda period: period.dt.year * 12 + period.dt.month
    # In hundredths, where a half is exact, and is a half also where the doubles on the way were not; it goes away from zero.
    half_up = lambda value: value.abs().add(0.5).floordiv(1) * value.map(lambda x: -1 if x < 0 else 1)
    rounded = lambda value, digits: (half_up((value * 10**digits).round(6)) / 10**digits).round(digits)
    table = pd.DataFrame(
        {
            "place": months["place"],
            "year": months["period"].dt.year,
            "month": months["period"].dt.month,
            "mean_temperature": rounded(months["mean"], 2),
            "max_temperature": months["max"],
            "max_sd": months["max_sd"],
            "max_difference": rounded(months["max"] - before["max"], 3),
            "compared_with": before["period"].dt.strftime("%Y-%m"),
            "gap_months": (number_of(months["period"]) - number_of(before["period"]) - 1).where(before["max"].notna()),
        }
    )
    seconds = time.perf_counter() - start
    return seconds, table.astype(object).where(table.notna(), None).to_dict("records")


def by_polars():
    import polars as pl

    def read(path):
        text, delimiter = text_of(path)
        table = pl.read_csv(text.encode(), separator=delimiter, infer_schema=False, truncate_ragged_lines=True)
        table = table.rename({name: name_of(name) for name in table.columns})
        if "place" not in table.columns:
            table = table.with_columns(pl.lit("P-01").alias("place"))
        return table.select(pl.lit(path.name).alias("file"), pl.int_range(pl.len()).alias("line"), *FIELDS)

    def number(name):
        text = pl.col(name).str.strip_chars().str.replace(",", ".", literal=True)
        return pl.when(text.str.contains(r"^[+-]?\d+(\.\d+)?$")).then(text.cast(pl.Float64, strict=False))

    def fault(name, is_fine):
        text = pl.col(name).fill_null("").str.strip_chars()
        wrong = pl.when(~is_fine.fill_null(False)).then(pl.format('cannot read {} "{}"', pl.lit(name), text))
        return pl.when(text.str.to_lowercase().is_in(MISSING)).then(pl.lit(f"cannot find {name}")).otherwise(wrong)

    start = time.perf_counter()
    raw = pl.concat([read(path) for path in paths])
    day = pl.col("date").str.strip_chars().str.to_lowercase().str.replace(r"[t ]\d\d:\d\d(:\d\d)?z?$", "")
    for spanish_name, english in MONTHS:
        day = day.str.replace(spanish_name, english, literal=True)
    day = day.str.replace(r"^(\d+)(?:-| de )([a-z]{3})[a-z]*(?:-| de )", "${1}-${2}-").str.replace(r"^([a-z]{3})[a-z]* ", "${1} ")
    day = day.str.replace_all(r"[/.]", "-")
    raw = raw.with_columns(day.alias("day")).with_columns(
        pl.coalesce(
            [
                pl.when(pl.col("day").str.contains(form)).then(pl.col("day")).str.to_date(how, strict=False)
                for form, how in FORMS
            ]
        ).alias("day"),
        number("mean").alias("read_mean"),
        number("sd").alias("read_sd"),
    )
    checked = raw.with_columns(
        pl.concat_str(
            fault("date", pl.col("day").is_not_null()),
            fault("place", pl.lit(True)),
            *[fault(name, pl.col(f"read_{name}").is_between(*LIMITS[name])) for name in LIMITS],
            separator="; ",
            ignore_nulls=True,
        ).alias("fault")
    )
    valid = checked.filter(pl.col("fault") == "").select(
        pl.col("place").str.strip_chars(), "day", pl.col("read_mean").alias("mean"), pl.col("read_sd").alias("sd"), "file"
    )
    readings = valid.unique(["place", "day"], keep="last", maintain_order=True)
    readings.write_parquet(results / "readings.parquet", compression_level=1)
    invalid = checked.filter(pl.col("fault") != "").select("file", "line", *FIELDS, "fault")
    invalid.write_parquet(results / "invalid.parquet", compression_level=1)
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
