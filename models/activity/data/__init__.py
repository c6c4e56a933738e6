"""What the network learns from and is judged on: stems of known instruments, their clips and mixes."""
