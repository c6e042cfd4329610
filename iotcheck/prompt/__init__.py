"""Asks on the terminal: shows a question with all that bears on it, and reads a value or a command from a line.

All that it writes goes to stderr, so that a redirected stdout holds the result alone.
"""

from iotcheck.prompt.reading import Command, read_command, read_number, read_value
from iotcheck.prompt.showing import Display
from iotcheck.prompt.terminal import Terminal

__all__ = ["Command", "Display", "Terminal", "read_command", "read_number", "read_value"]
