"""One file per messaging app or gateway; ``base`` is the contract they keep."""
