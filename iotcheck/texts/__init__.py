"""Every sentence of the interface, in every language, by key.

A key is `module.name`; the module is one beside this one with `SENTENCES: dict[str, tuple[str, str]]`, each in the
order of `LANGUAGES`, loaded when first used, so that a run pays for the modules that it speaks of. Sentences are
`str.format` templates, in which `{n:day|days}` is the first word for 1 and else the second. What stands in policy files comes from `model.Text` instead.
"""

from functools import cache
from importlib import import_module

from iotcheck.errors import Problem
from iotcheck.typeset import one_line

LANGUAGES = ("zh", "en")  # in the order in which modules write each sentence
_PLACES = {language: place for place, language in enumerate(LANGUAGES)}
_ENGLISH = _PLACES["en"]  # for who asks for a language that there is not
_BLANK = "''"  # for a file whose name is nothing but white space
_LONGEST = 200  # characters of the user's data in a sentence
_PROBLEM_MODULES = ("problems", "lint", "fresh")  # where codes of problems have their sentences


def say(language: str, key: str, /, **params: object) -> str:
    """Return the sentence `module.name` in a language (English for one that is unknown), with its parameters.

    Raise KeyError for an unknown key.
    """
    module, _, name = key.partition(".")
    sentence = _sentences(module)[name][_PLACES.get(language, _ENGLISH)]
    return sentence.format(**{name: _Count(value) if type(value) is int else value for name, value in params.items()})


# What operating systems say in English.
_OS_REASONS = {
    "No such file or directory": "没有这个文件或文件夹",
    "Permission denied": "没有权限",
    "Is a directory": "这是文件夹，不是文件",
    "Not a directory": "路径中有一段不是文件夹",
    "No space left on device": "磁盘已满",
    "Read-only file system": "磁盘是只读的",
    "File name too long": "文件名太长",
    "File exists": "文件已存在",
    "Input/output error": "读写出错",
    "Bad file descriptor": "输出已关闭",
}


def problem_text(language: str, problem: Problem) -> str:
    """Return the sentence of a problem, without its place and code.

    Names that resemble an unknown one are offered; lists of accepted words are spelt out. What comes from the data
    stays in one line, and is cut where it is long.
    """
    params: dict[str, object] = {name: _shown(language, value) for name, value in problem.params.items()}
    if language == "zh" and (reason := _OS_REASONS.get(str(params.get("reason")))):
        params["reason"] = reason
    module = next(module for module in _PROBLEM_MODULES if problem.code in _sentences(module))
    sentence = say(language, f"{module}.{problem.code}", **params)
    if suggestion := problem.params.get("suggestion"):
        sentence += say(language, "problems.did-you-mean", suggestion=_shown(language, suggestion))
    elif known := problem.params.get("known"):
        sentence += say(language, "problems.known", known=_shown(language, known))
    return sentence


def problem_line(language: str, problem: Problem) -> str:
    """Return the whole line: `place: error: sentence [code]`; nothing in the data can make it two."""
    severity = say(language, f"problems.{problem.severity}")
    place = f"{one_line(str(problem.location)) or _BLANK}: " if problem.location else ""
    return f"{place}{severity}: {problem_text(language, problem)} [{problem.code}]"


def problem_advice(language: str, problem: Problem) -> tuple[str, str] | None:
    """Return why a problem matters and how to mend it, where its sentence does not say so itself."""
    for module in _PROBLEM_MODULES:
        if f"why.{problem.code}" in _sentences(module):
            return say(language, f"{module}.why.{problem.code}"), say(language, f"{module}.mend.{problem.code}")
    return None


class _Count(int):
    """A number that chooses words: `{n} {n:day|days}`, the first for 1 and the second for all else."""

    def __format__(self, spec: str) -> str:
        one, choice, many = spec.partition("|")
        return (one if self == 1 else many) if choice else super().__format__(spec)


@cache
def _sentences(module: str) -> dict[str, tuple[str, str]]:
    sentences: dict[str, tuple[str, str]] = import_module(f"iotcheck.texts.{module}").SENTENCES
    return sentences


def _shown(language: str, value: object) -> object:
    from iotcheck.model import Text

    if isinstance(value, Text):
        value = value.in_language(language)
    if isinstance(value, list | tuple | set | frozenset):
        words = [
            str(_shown(language, word)) for word in (sorted(value) if isinstance(value, set | frozenset) else value)
        ]
        return say(language, "problems.comma").join([*words[:12], *(["…"] if len(words) > 12 else [])])
    if isinstance(value, str):
        return one_line(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
    return value
