"""Boards, agencies, people, posts, interests, accounts; how somebody signs in."""
