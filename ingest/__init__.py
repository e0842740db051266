"""Files to Documents: reads formats and knows nothing of councils."""
