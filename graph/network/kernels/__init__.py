"""Kernels: what is computed on matrices, by place, without names, for measures and for NetworkX alike.

All run in one thread and draw no random number that is not given, so the same input gives the same bytes.
"""
