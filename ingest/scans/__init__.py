"""Pages that are pictures of text: words by optical character recognition, rules and grounds from the pixels.

Knows pictures (arrays of pixels) and nothing of the file that they stand in. Recognition is an optional extra.
"""
