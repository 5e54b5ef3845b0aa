"""The devices: printer, scanner, camera, and their virtual twins."""
