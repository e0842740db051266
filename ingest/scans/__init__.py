"""Pages that are pictures of text: words by optical character recognition, rules and grounds from the pixels.

Knows pictures (arrays of pixels) and nothing of the file that they stand in. Recognition is an optional extra.
"""

KEPT_IN = "GOLDENTHREAD_SCANS"
"""The environment variable that names the file where recognised pages are kept; without it nothing is kept."""
