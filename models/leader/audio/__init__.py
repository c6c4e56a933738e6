"""Takes as sound: rendered with several syntheses, mixed as on a stage, heard by the ears of the bridge."""
