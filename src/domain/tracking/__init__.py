"""What people keep of works for themselves: how far they are, what they think of them."""
