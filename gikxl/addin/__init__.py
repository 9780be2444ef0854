"""The add-in for Excel: the built file, and what installs and examines it."""
