"""The workbook that a person has open in Excel, through the BSD part of xlwings: `book` is the door.

Nothing here has met Excel itself: README says what it was proven with.
"""
