"""Agreements: what is agreed (`terms`), when and how much is paid (`schedule`), and the other way round (`instalments`).

Pure arithmetic. The state of an agreement that is already in the sheets is told by `cash/agreements`.
"""
