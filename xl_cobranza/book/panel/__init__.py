"""The dashboard: `layout` is THE table of its cells; `refresh` and `creating` are what a run does with it.

Two kinds of cells are ours. A *formula* reads the ledger and recalculates with the person's edits; a run only refreshes
its stored result. A *value* is what no formula can say (what each step brought in, what changed since last week):
one column per currency in the block `data`, of which the formulas show the currency that the person picked, so that
another pick shows its own figures and never stale ones.
"""
