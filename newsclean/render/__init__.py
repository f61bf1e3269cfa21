"""What is kept, in the forms people read: plain text, Markdown, data, a report."""
