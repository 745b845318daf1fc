"""Files of records, of any size: taken line by line, in steps that a broken run goes on from."""
