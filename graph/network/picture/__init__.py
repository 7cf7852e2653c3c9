"""The parts of a picture: palette, marks, labels, legend, words."""
