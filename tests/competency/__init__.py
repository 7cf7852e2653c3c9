"""The named queries: their answers, and the rules that their files keep."""
