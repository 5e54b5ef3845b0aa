"""What the source tree needs beside the program: set-up, checks, data makers, the demo village and its scripted day."""
