"""Tables of listings from officers: read (`tables`), understood (`columns`), checked as a whole (`plan`)."""
