"""The open workbook as it is: whole sheets, tables, names, and the template beside it."""
