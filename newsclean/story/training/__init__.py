"""Training of the story model: pages, forms, labels, the net in PyTorch. Nothing here is needed at run time."""
