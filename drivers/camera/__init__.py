"""Cameras: pictures from a device or a file, kept small enough for a village's line, and scans from what they see.

OpenCV captures (imported when a device or video is opened, 160 ms), Pillow encodes, zxing-cpp reads.
"""
