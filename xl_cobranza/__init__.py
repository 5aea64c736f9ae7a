"""Collect overdue invoices from your own Excel workbook, and keep the customer.

ledger rows in → decisions out → cells patched. `review(book, as_of)` reads a workbook and returns a
plan; look at it, then apply it. The workbook stays the source of truth.
"""

__version__ = "0.1.0"
