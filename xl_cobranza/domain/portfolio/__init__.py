"""The figures of the whole receivable, per currency and never added together: `portfolio` gathers them.

owed (ageing, customers, concentration) · expected (cash by week) · ratios (days of sales, effectiveness) ·
recovery (what each step brought in, promises) · changes (since last week) · work (what is to be done today).
A row that a person took out of the ordinary (`Situación`) does not count, as in `Clientes`.
"""
