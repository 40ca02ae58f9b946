"""Photographs in pieces, over lines that break: tus 1.0 (https://tus.io/protocols).

The core protocol with creation, expiration and termination.
"""
