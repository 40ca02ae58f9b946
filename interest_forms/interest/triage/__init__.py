"""The desk of those who choose: table, board, one form, scores, drafts."""
