"""From a plan of letters to files in a folder, the page that lists them, and the log; for the command and the button."""
