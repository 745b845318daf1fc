"""What the design system page shows: components of pages with samples of what they show, and frames of the editor."""
