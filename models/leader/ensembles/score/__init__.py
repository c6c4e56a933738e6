"""What an ensemble plays: styles, their parts, and the patterns that tell the metrical level."""
