"""The pages: Jinja templates, their words in every language, and the look."""
