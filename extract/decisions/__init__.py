"""People's decisions about one document: which stand, where their words are, and what they change."""
