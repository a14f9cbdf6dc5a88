"""The upload gate and the store of files by digest."""
