"""The command line, and the whole run in one readable function."""
