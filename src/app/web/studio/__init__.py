"""What curators see: their menus, the editor of forms, its history, forks, proposals and the welcome."""
