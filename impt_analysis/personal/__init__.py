"""What identifies or reaches a person: identity numbers, e-mail addresses, telephone numbers, links with a key."""
