"""Which document is meant: what is said of it place by place, and when two sayings may be one."""
