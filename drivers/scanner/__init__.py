"""Scanners: what a picture holds, how a serial scanner's bytes become scans, and the port itself.

``payload``, ``decode`` and ``framing`` are pure; ``serial_port`` owns a thread. Keyboard-wedge scanners live with the
keys, in ``ui``. Nothing is imported here, so that a serial scanner never pays for the picture decoder.
"""
