"""The published JSON Schema of the normalised record (contract section 4), made from the classes themselves."""

import inspect
from typing import Any

import msgspec

from wallet.model.earned import Record

IDENTIFIER = "urn:capsa:schema:record:1"
"""``$id`` of the schema; the number changes only when a reader of the old one could misread the new one."""


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record as ``wallet show --json`` prints it."""
    schema = msgspec.json.schema(Record, ref_template="#/$defs/{name}")
    for definition in schema["$defs"].values():
        if "description" in definition:
            # Python 3.13 takes the indentation out of docstrings by itself; the file must be the same from all.
            definition["description"] = inspect.cleandoc(definition["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTIFIER,
        "title": "Capsa: what a professional earned",
        **schema,
    }


def schema_text() -> str:
    """Return the schema as the file ``resources/schemas/record.schema.json`` holds it."""
    return msgspec.json.format(msgspec.json.encode(record_schema()), indent=2).decode() + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(schema_text())
