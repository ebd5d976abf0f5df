"""gmk: the working place of a city methodical office."""
