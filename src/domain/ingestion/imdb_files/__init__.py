"""IMDb's own files line by line, with an account of each."""
