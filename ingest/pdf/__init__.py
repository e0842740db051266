"""PDF papers read to a Document: characters and rules from pypdfium2, the grid of tables our own."""
