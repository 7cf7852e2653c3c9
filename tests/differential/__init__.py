"""Generated data, queries and updates, answered by several engines that must agree."""
