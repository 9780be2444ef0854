"""What goes with `collect`: decisions about what came, and replies."""
