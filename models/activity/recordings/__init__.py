"""Real recordings that are judged on and never trained on."""
