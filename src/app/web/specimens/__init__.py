"""What the design system page shows: samples for components of pages, and frames of the editor."""
