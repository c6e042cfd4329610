"""Tools for whoever keeps a policy file right: proofs, lint and freshness, cases and coverage, comparison, documentation.

They change nothing; what is printed, and where files are read and written, is the command line's.
"""
