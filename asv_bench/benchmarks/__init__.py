"""Benchmarks for asv; README.md, one folder up, says how to run them."""
