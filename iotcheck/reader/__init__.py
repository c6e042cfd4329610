"""A strict dialect of YAML, and strict JSON, read into positioned nodes: the only package that imports yaml.

No anchors, aliases, tags, merges, directives or second documents; no duplicate or null keys; no type is guessed, every
scalar stays text until its place says what it is. Hostile input ends in located problems.
"""

from iotcheck.reader.characters import decode
from iotcheck.reader.json import NotJsonError, json_value, read_json, strict_json
from iotcheck.reader.nodes import Mapping, Node, Scalar, Sequence, not_a_list, not_a_mapping, wide_colon
from iotcheck.reader.yaml_nodes import read

__all__ = [
    "Mapping", "Node", "NotJsonError", "Scalar", "Sequence", "decode", "json_value", "not_a_list", "not_a_mapping",
    "read", "read_json", "strict_json", "wide_colon",
]  # fmt: skip
