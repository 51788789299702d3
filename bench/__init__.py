"""What things cost, as ratios with a yardstick that is measured in the same run: these machines are noisy."""
