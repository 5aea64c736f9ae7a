"""From the patches of the port to what is to be written in each sheet and part."""
