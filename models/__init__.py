"""How the models that ship are made, judged and exported; never imported by the bridge."""
