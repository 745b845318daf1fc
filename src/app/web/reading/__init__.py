"""What readers see: menus, stories, works, drafts that were shared, and what is their own on them."""
