"""What the ears that are networks on sound are trained and judged on: tunes, and their sound."""
