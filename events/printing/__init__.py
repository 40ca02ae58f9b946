"""What is printed for meetings and events: a PDF each, made by a worker."""
