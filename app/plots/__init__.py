"""The plotting kit, on pyqtgraph: frame and axes, curves, images, legend."""
