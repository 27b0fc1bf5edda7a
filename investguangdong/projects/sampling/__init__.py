"""Sample listings: made up, deterministic, and marked as sample wherever they appear."""
