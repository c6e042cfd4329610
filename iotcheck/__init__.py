"""Say which funding programs an organisation may apply for, how much each pays, why, and what is still missing.

The rules are data, in a policy file; nothing in this package knows of any one place or program. The names below are the
Python interface (docs/python.md); each is imported when it is first used, so that `import iotcheck` costs nothing.
"""

TYPE_CHECKING = False  # `typing` alone would take longer to import than the rest
if TYPE_CHECKING:
    from iotcheck.api import PolicySet, Report, Screener, load, messages
    from iotcheck.engine import CeilingKind, Verdict
    from iotcheck.errors import DataError, IotcheckError, ReadWriteError

# A literal: start-up must not search the installed packages for it.
__version__ = "0.1.0"
__all__ = [
    "CeilingKind",
    "DataError",
    "IotcheckError",
    "PolicySet",
    "ReadWriteError",
    "Report",
    "Screener",
    "Verdict",
    "load",
    "messages",
]
_MODULES = {
    "CeilingKind": "engine",
    "DataError": "errors",
    "IotcheckError": "errors",
    "ReadWriteError": "errors",
    "Verdict": "engine",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'iotcheck' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"iotcheck.{_MODULES.get(name, 'api')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
