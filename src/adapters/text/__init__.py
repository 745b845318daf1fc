"""Text turned into other text: slugs and the like."""
