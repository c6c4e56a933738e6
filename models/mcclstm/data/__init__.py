"""Collections of labelled tracks: rendered here, or on a user's disk."""
