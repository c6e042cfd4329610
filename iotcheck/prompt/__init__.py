"""Asks on the terminal: shows a question with all that bears on it, and reads a value or a command from a line.

All that it writes goes to stderr, so that a redirected stdout holds the result alone.
"""
