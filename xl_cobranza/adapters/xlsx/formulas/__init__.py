"""The formulas of a workbook: their texts, and whether they read what we wrote."""
