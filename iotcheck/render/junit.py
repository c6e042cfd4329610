"""The results of cases as JUnit XML, which build servers show: a suite for each file, a test for each case.

Only elements and attributes that the schema of Jenkins allows: a failure's text names the place in the file.
"""

from collections import defaultdict
from itertools import groupby
from xml.etree import ElementTree

from iotcheck.authoring.cases import Difference
from iotcheck.authoring.coverage import Tested
from iotcheck.render.testing import case_words, difference_words
from iotcheck.typeset import term_safe


def junit_text(tested: Tested, language: str) -> str:
    """Return the XML of all cases; a case fails where anything differs from what it expects."""
    policies = tested.policies
    differences: defaultdict[str, list[Difference]] = defaultdict(list)
    for difference in tested.differences:
        differences[difference.case.id].append(difference)
    root = ElementTree.Element("testsuites", _counts(len(tested.cases), len(differences)))
    for file, group in groupby(tested.cases, key=lambda case: case.location.file):
        cases = list(group)
        failed = sum(case.id in differences for case in cases)
        counts = {**_counts(len(cases), failed), "skipped": "0"}
        suite = ElementTree.SubElement(root, "testsuite", {"name": term_safe(file), **counts})
        for case in cases:
            test = ElementTree.SubElement(suite, "testcase", {"classname": policies.id, "name": case.id})
            if found := differences.get(case.id):
                texts = [f"{one.expectation.location}: {difference_words(policies, language, one)}" for one in found]
                message = term_safe(case_words(language, case))
                failure = ElementTree.SubElement(test, "failure", {"message": message, "type": "difference"})
                failure.text = term_safe("\n".join(texts))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _counts(tests: int, failures: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": "0"}
