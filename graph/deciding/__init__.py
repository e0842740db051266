"""People's decisions in weaving: pairs, owners and priorities. A person's word wins, and is reported where it can't."""
