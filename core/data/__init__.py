"""Images and labels: MNIST, IDX and NPZ files, subsets and splits."""
