"""Reading agencies' chronologies: ``read_file`` for bytes at hand, ``apart.read_files`` in a limited process of its own."""
