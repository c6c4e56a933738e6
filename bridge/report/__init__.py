"""What a run's folder tells, made readable: one HTML page, and JAMS for other programs."""
