"""What a plan of the port means for each sheet, refused before anything is written."""
