"""`make run`: the whole site in one terminal. `__main__` starts and watches, `keeper` cleans up."""
