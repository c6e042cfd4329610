"""Say which funding programs an organisation may apply for, how much each pays, why, and what is still missing.

The rules are data, in a policy file; nothing in this package knows of any one place or program. Here stands only the
version, as a literal: start-up must not search the installed packages for it.
"""

__version__ = "0.1.0"
