"""What a page may ask and show: one object of finished facts for each page, and the thread that does the work."""
