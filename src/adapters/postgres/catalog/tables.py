"""The catalogue's tables, as far as statements and the comparison with the migrated schema need them."""
