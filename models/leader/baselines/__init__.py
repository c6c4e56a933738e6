"""Other ways to tell the tempo and the leader, from trivial ones to the ceiling."""
