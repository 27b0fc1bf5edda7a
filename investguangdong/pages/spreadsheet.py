"""Tables as CSV, as the listings make them."""

from investguangdong.projects.spreadsheet import csv_response

__all__ = ["csv_response"]
