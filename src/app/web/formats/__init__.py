"""Published menus as other sites and programs want them: cards, feeds, Markdown, schema.org; their bytes."""
