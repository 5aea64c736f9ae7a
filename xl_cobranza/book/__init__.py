"""What a workbook means to us: sheets, headings, rows. Not how it is stored."""
