"""Works of every kind, where they come from and how they are found."""
