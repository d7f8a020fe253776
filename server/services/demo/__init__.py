"""An invented year at the desk: for screenshots, training and load tests. Nothing in it is anybody's."""
