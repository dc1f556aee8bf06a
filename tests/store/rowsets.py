"""All rows of an index as sets that can be compared: row numbers left out."""

from sqlalchemy import select

from tawthiq.store.index import Index
from tawthiq.store.tables import METADATA


def rowsets(index: Index) -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with index.reading() as connection:
        for table in METADATA.sorted_tables:
            columns = [column for column in table.c if column.name != "seq"]
            rows = connection.execute(select(*columns))
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
        for name in ("pieces", "words"):
            rows = connection.exec_driver_sql(
                f"SELECT t.statement, t.part FROM {name} f JOIN texts t ON t.seq = f.rowid"
            )
            found[name] = sorted((tuple(row) for row in rows), key=repr)
    return found
