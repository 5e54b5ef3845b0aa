"""The road between village and county: when, what, and over which transport."""
