"""How well the networks do, beside what needs none."""
