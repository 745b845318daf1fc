"""What pages call the things of the domain, in the reader's language; templates get it as filters."""
