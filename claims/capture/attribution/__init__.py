"""Who a sentence attributes its content to, and by which words."""
