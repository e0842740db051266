"""Document to Reading: finds what one document says."""
