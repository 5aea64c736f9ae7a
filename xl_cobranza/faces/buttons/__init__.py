"""What each button of the ribbon does with the workbook that is open, and how it says so."""
