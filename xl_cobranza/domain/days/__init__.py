"""Days: calendar arithmetic, working days and pay days, day-count conventions."""
