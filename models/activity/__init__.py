"""The instrument ear's network: what sounds on a bus or in a mix, each second, of 18 instruments."""
