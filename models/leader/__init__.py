"""The leader model: which bus leads the tempo, and what the tempo is."""
