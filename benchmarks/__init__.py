"""Claims of speed, each a ratio measured in one run against a floor or a peer.

`make bench` runs every script whose name starts with a letter. A script prints its figures beside the goal,
writes them to `.local/bench/<script>.json` and fails when a goal is missed by more than the margin. What needs
data or a peer that is not there is skipped with a sentence: `make bench-data PROJECTS=1000000` brings the data,
`make bench-peers` the peer.
"""
