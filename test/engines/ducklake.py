"""Runs statements against a lake through the official extension, in a process of its own. Reads JSON lines, answers JSON lines."""

import json
import sys

import duckdb

extensions, catalogue = sys.argv[1:3]
connection = duckdb.connect(config={"extension_directory": extensions, "autoinstall_known_extensions": "false"})
connection.execute("set timezone = 'UTC'; load ducklake; load sqlite_scanner")
connection.execute(f"attach 'ducklake:sqlite:{catalogue}' as lake; use lake")

for line in sys.stdin:
    request = json.loads(line)
    try:
        if "parquet" in request:
            import pyarrow.parquet

            table = pyarrow.parquet.read_table(request["parquet"])
            answer = {"rows": table.num_rows, "columns": table.column_names}
        else:
            result = connection.execute(request["sql"])
            names = [column[0] for column in result.description or []]
            answer = {"rows": [dict(zip(names, row)) for row in result.fetchall()] if names else []}
    except Exception as error:
        answer = {"error": str(error)}
    print(json.dumps(answer, default=str), flush=True)
