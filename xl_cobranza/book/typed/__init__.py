"""What people type into cells: dates, amounts and currencies as text, read without guessing."""
