"""Tools for whoever keeps a policy file right: proofs, lint, freshness, cases, coverage, diffs, docs.

They change nothing; what is printed, and where files are read and written, is the command line's.
"""
