"""Ensembles with the truth known: who plays what when, and what a detector would hear of it."""
