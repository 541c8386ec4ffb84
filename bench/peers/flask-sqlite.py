"""The same two endpoints as a Flask service over SQLite, as many teams have them. Reads CSV on stdin, then serves."""

import csv
import os
import sqlite3
import sys

from flask import Flask, jsonify, request

path = os.environ["BENCH_DATABASE"]


def fill():
    connection = sqlite3.connect(path)
    connection.execute("create table readings (date text, place text, mean real)")
    rows = csv.reader(sys.stdin)
    next(rows)
    connection.executemany("insert into readings values (?, ?, ?)", rows)
    connection.execute(
        """create table monthly as select place, cast(substr(date, 1, 4) as integer) as year,
           cast(substr(date, 6, 2) as integer) as month, avg(mean) as mean_temperature from readings group by 1, 2, 3"""
    )
    connection.execute("create index by_month on monthly (year, month, place)")
    connection.execute("create index by_place on readings (place, date)")
    connection.commit()
    connection.close()


app = Flask(__name__)


def ask(sql, values):
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    row = connection.execute(sql, values).fetchone()
    connection.close()
    return jsonify(dict(row)) if row else (jsonify({"code": "not_found"}), 404)


@app.get("/temp")
def temp():
    return ask(
        "select place, year, month, mean_temperature from monthly where year = ? and month = ? and place = ?",
        (request.args["year"], request.args["month"], request.args["place"]),
    )


@app.get("/mean")
def mean():
    return ask(
        "select count(*) as n, avg(mean) as mean from readings where place = ? and date >= ? and mean > ?",
        (request.args["place"], request.args["from"], request.args["above"]),
    )


if __name__ == "__main__":
    fill()
