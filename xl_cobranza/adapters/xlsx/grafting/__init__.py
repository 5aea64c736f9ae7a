"""A sheet of the blank template, put into the user's workbook with all that it has."""
