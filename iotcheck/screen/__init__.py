"""Screening: tables of applicants in, results out, through the batch evaluator; memory does not grow with them.

`run.screen` is the whole job. A row that cannot be read is rejected with its reason, never half-used and never lost.

The way of a table: `readers` open it as a `tables.Table`; `headers` and `columns` tell what its columns hold; for each
batch `job` has `cells` turn texts into codes, asks the kernel, and makes `layouts`, a `tally` and `rejects` of what it
says; `sinks` write them. `processes` and `arrow` do the same elsewhere. Besides, `row` takes one applicant out of a
table, and `blank` makes an empty one.
"""
