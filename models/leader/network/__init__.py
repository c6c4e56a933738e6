"""The network, its training data, its training and its export."""
