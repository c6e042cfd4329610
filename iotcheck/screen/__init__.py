"""Screening: tables of applicants in, tables of results out, through the lane kernel; memory does not grow with them.

`run.screen` is the whole job. A row that cannot be read is rejected with its reason, never half-used and never lost.
"""
