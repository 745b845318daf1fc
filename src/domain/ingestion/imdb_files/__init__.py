"""IMDb's own files, title.basics.tsv and title.ratings.tsv, line by line, with an account of each."""
