"""The part of the schema of policy files that is about rules on combining programs."""

from iotcheck.loader.format_combining import COMBINE_FORMS
from iotcheck.schemas.scalars import Schema


def combine_forms() -> list[Schema]:
    """Return what tells the forms of rules on combining apart: each has its own keys and none of the others."""
    all_keys = {key for form in COMBINE_FORMS.values() for key in form.keys}
    return [
        {"required": list(form.keys), "properties": dict.fromkeys(sorted(all_keys - {*form.keys}), False)}
        for form in COMBINE_FORMS.values()
    ]
