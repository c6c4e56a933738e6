"""What is measured, on which sets, and how the model card is written from it."""
