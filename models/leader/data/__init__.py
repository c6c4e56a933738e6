"""Real recordings and annotations, from a folder that the person has; none of it is in the repository."""
