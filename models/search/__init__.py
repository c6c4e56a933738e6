"""A search over settings with Ray Tune, here or on a cluster: resumable, and no trial is lost."""
