"""Pictures that come from elsewhere: made anew by Pillow, kept on disk."""
