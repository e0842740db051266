"""The sample corpus of an invented borough: its text, and the maker that lays it out as documents."""
