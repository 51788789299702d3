"""The policies of `examples`, held against readings of their texts that know nothing of the engine."""
