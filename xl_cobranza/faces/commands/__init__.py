"""What each command does; what it takes is in `cli` and `record_commands`."""
