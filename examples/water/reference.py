"""What the weekly files come to, by pandas: `reference.py <folder of files> [names in their order…]` prints JSON.

Written from the description in README.md, not from the project: whoever doubts the numbers of one can ask the other. Without names, files
are taken in the order of their dates. Needs pandas 3.
"""

import csv
import io
import json
import re
import sys
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd

FIELDS = ["date", "place", "mean", "sd"]
SPANISH = {"fecha": "date", "lugar": "place", "media": "mean", "desviacion": "sd"}
MISSING = ["", "-", "na", "n/a", "nan", "null", "s/d"]
LIMITS = {"mean": (-5, 45), "sd": (0, 20)}
SPREAD = 0.5
MONTHS = {
    name: number + 1
    for names in ("jan feb mar apr may jun jul aug sep oct nov dec", "ene feb mar abr may jun jul ago sep oct nov dic")
    for number, name in enumerate(names.split())
}


def plain(text):
    """Lower case, without accents and spaces around."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).strip().lower()


def text_of(path):
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252")


def rows_of(path):
    """One row per line that holds something, with its line, its text, and whether it was cut."""
    lines = text_of(path).replace("\r\n", "\n").split("\n")
    cut = len(lines) - 1 if lines[-1].count('"') % 2 else None
    header = lines[0]
    delimiter = max(",;\t", key=header.count)
    body = "\n".join(lines[1:cut])
    table = pd.read_csv(
        io.StringIO(header + "\n" + body), sep=delimiter, dtype=str, keep_default_na=False, na_values=[], skip_blank_lines=False
    )
    table.columns = [SPANISH.get(plain(name), plain(name)) for name in table.columns]
    width = len(table.columns)
    table["line"] = table.index + 2
    table["text"] = table["line"].map(lambda line: lines[line - 1])
    table["is_cut"] = table["text"].map(lambda text: len(next(csv.reader([text], delimiter=delimiter), [])) < width)
    if cut is not None:
        table.loc[len(table)] = {"line": cut + 1, "text": lines[cut], "is_cut": True}
    table = table[table["text"].str.strip(" ") != ""].copy()
    if "place" not in table:
        table["place"] = "P-01"
    table["file"] = path.name
    return table


def days_of(texts):
    """ISO dates, and of which texts are shaped like a date."""
    texts = texts.map(plain)
    # A time behind the day is let pass; what the day is called is not changed by it.
    texts = texts.str.replace(r"[t ]\d\d:\d\d(:\d\d(\.\d+)?)?(z|[+-]\d\d:?\d\d)?$", "", regex=True)
    parts = pd.DataFrame(index=texts.index, columns=["year", "month", "day"], dtype=object)
    shapes = [
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d\d)",
        r"(?P<day>\d{1,2})(?:-| | de )(?P<name>[a-z]{3})[a-z]*\.?(?:-| | de )(?P<year>\d{4})",
        r"(?P<name>[a-z]{3})[a-z]* (?P<day>\d{1,2}),? (?P<year>\d{4})",
    ]
    for shape in shapes:
        found = texts.str.extract(f"^{shape}$")
        if "name" in found:
            found["month"] = found["name"].map(MONTHS).astype("Int64").astype("string")
        found = found[["year", "month", "day"]].dropna()
        parts.loc[found.index] = found
    parts = parts.dropna()
    year = parts["year"].astype(str)
    year = year.where(year.str.len() == 4, "20" + year)
    written = year + "-" + parts["month"].astype(str).str.zfill(2) + "-" + parts["day"].astype(str).str.zfill(2)
    days = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce")
    return days.dropna().dt.strftime("%Y-%m-%d"), parts.index


def check(rows):
    """Adds what each field reads as, and what is wrong with the row."""
    rows = rows.reset_index(drop=True)
    faults = {index: [] for index in rows.index}

    def blame(mask, fault):
        for index in rows.index[mask & ~rows["is_cut"]]:
            faults[index].append(fault)

    for field in FIELDS:
        if field not in rows:
            rows[field] = ""
        rows[field] = rows[field].fillna("").str.strip()
    is_missing = {field: rows[field].str.lower().isin(MISSING) for field in FIELDS}
    days, shaped = days_of(rows["date"])
    blame(is_missing["date"], "date missing")
    blame(~is_missing["date"] & ~rows.index.isin(shaped), "date unreadable")
    blame(rows.index.isin(shaped) & ~rows.index.isin(days.index), "date impossible")
    blame(is_missing["place"], "place missing")
    rows["date"] = days
    for field in ("mean", "sd"):
        is_number = rows[field].str.fullmatch(r"[+-]?\d+([.,]\d+)?")
        numbers = pd.to_numeric(rows[field].where(is_number).str.replace(",", "."))
        low, high = LIMITS[field]
        blame(is_missing[field], f"{field} missing")
        blame(~is_missing[field] & ~is_number, f"{field} unreadable")
        blame(is_number & ~numbers.between(low, high), f"{field} out of range")
        rows[field] = numbers
    for index in rows.index[rows["is_cut"]]:
        faults[index] = ["row truncated"]
    rows["faults"] = pd.Series(faults)
    return rows


def rounded(value, digits):
    """A half goes away from zero, and is a half also where the doubles on the way were not exact."""
    return float(Decimal(repr(round(float(value), 9))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def monthly_of(readings):
    period = pd.PeriodIndex(pd.to_datetime(readings["date"]), freq="M")
    groups = readings.groupby(["place", period.rename("period")])
    table = groups.agg(mean=("mean", "mean"), max=("mean", "max"), max_sd=("sd", "max")).reset_index()
    table = table.sort_values(["place", "period"])
    before = table.groupby("place")[["period", "max"]].shift(1)
    result = []
    for (_, row), (_, previous) in zip(table.iterrows(), before.iterrows()):
        is_first = pd.isna(previous["max"])
        result.append(
            {
                "place": row["place"],
                "year": row["period"].year,
                "month": row["period"].month,
                "mean_temperature": rounded(row["mean"], 2),
                "max_temperature": row["max"],
                "max_sd": row["max_sd"],
                "max_difference": None if is_first else rounded(row["max"] - previous["max"], 3),
                "compared_with": None if is_first else str(previous["period"]),
                "gap_months": None if is_first else (row["period"] - previous["period"]).n - 1,
            }
        )
    return result


def answers_of(monthly):
    """What the API is to answer, by its path."""
    answers = {}
    for row in monthly:
        key = {name: row[name] for name in ("place", "year", "month")}
        query = f"?year={row['year']}&month={row['month']}&place={row['place']}"
        answers[f"/temp{query}"] = {**key, "mean_temperature": row["mean_temperature"]}
        answers[f"/sd{query}"] = {**key, "max_sd": row["max_sd"]}
        difference = {name: row[name] for name in ("max_difference", "compared_with", "gap_months")}
        answers[f"/maxdiff{query}"] = {**key, **difference}
    return answers


def reference(paths):
    rows = check(pd.concat([rows_of(path) for path in paths], ignore_index=True))
    is_valid = rows["faults"].map(len) == 0
    valid = rows[is_valid]
    readings = valid.drop_duplicates(["place", "date"], keep="last")[FIELDS].sort_values(["place", "date"])
    # A row that repeats what is known already is no news.
    known = valid.groupby(["place", "date"])[["mean", "sd"]].shift(1)
    is_news = (known["mean"] != valid["mean"]) | (known["sd"] != valid["sd"])
    news = valid[is_news]
    restless = news[news["sd"] > SPREAD]
    notices = restless.groupby(["file", "place"], sort=False)[["date", "mean", "sd"]]
    monthly = monthly_of(readings)
    return {
        "valid": valid[["file", "line", *FIELDS]].to_dict("records"),
        "invalid": rows.loc[~is_valid, ["file", "line", "text", "faults"]].to_dict("records"),
        "news": news[["file", "line", *FIELDS]].to_dict("records"),
        "readings": readings.to_dict("records"),
        "monthly": monthly,
        "answers": answers_of(monthly),
        "notices": [
            {"file": file, "place": place, "readings": group.to_dict("records")} for (file, place), group in notices
        ],
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    by_date = sorted(folder.glob("*.csv"), key=lambda path: (path.stat().st_mtime, path.name))
    paths = [folder / name for name in sys.argv[2:]] or by_date
    json.dump(reference(paths), sys.stdout)
