"""How the models that ship are made: simulated, trained, judged and exported; never imported by the bridge."""
