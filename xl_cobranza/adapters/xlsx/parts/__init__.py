"""The parts of a workbook package other than the sheets: each read from its XML and edited in place."""
