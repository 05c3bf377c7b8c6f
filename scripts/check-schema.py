"""Validates YAML files against a JSON Schema; called by scripts/check-schema."""

import json
import re
import sys

from jsonschema import Draft202012Validator, SchemaError
from jsonschema.exceptions import best_match
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode

# The core schema of YAML 1.2 (section 10.3.2). The loader's own rules also know dates and 1.1's flags, which language
# servers do not.
NULL = re.compile(r"(null|Null|NULL|~|)\Z")
FLAG = re.compile(r"(true|True|TRUE|false|False|FALSE)\Z")
WHOLE = re.compile(r"[-+]?[0-9]+\Z")
OCTAL = re.compile(r"0o[0-7]+\Z")
HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


def plain(text):
    """What a scalar without quotes means."""
    if NULL.match(text):
        return None
    if FLAG.match(text):
        return text.lower() == "true"
    if WHOLE.match(text):
        return int(text)
    if OCTAL.match(text):
        return int(text[2:], 8)
    if HEX.match(text):
        return int(text[2:], 16)
    if NUMBER.match(text):
        return float(text)
    return text


def value(node):
    if isinstance(node, ScalarNode):
        return plain(node.value) if node.style is None else node.value
    if isinstance(node, MappingNode):
        return {key.value: value(item) for key, item in node.value}
    return [value(item) for item in node.value]


def load(path):
    with open(path, encoding="utf-8") as file:
        if path.endswith(".json"):
            return json.load(file)
        return value(YAML(typ="safe", pure=True).compose(file))


def problem(validator, path):
    """Why the file is not valid, in one line; None when it is."""
    try:
        error = best_match(validator.iter_errors(load(path)))
    except (YAMLError, ValueError, AttributeError) as error:
        return "is not YAML: " + " ".join(str(error).split())
    if error is None:
        return None
    place = "/".join(str(part) for part in error.absolute_path)
    return f"at /{place}: {error.message}"


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--json":
        print(json.dumps(load(sys.argv[2])))
        return 0
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        print(f"{sys.argv[1]} is no JSON Schema: {error.message}", file=sys.stderr)
        return 2
    validator = Draft202012Validator(schema)
    found = [(path, problem(validator, path)) for path in sys.argv[2:]]
    for path, why in found:
        print(f"valid {path}" if why is None else f"invalid {path} {why}")
    return 1 if any(why for _, why in found) else 0


if __name__ == "__main__":
    sys.exit(main())
