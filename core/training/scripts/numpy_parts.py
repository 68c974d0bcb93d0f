"""The classes of a textbook in plain NumPy, each as it stands in a script; keys are those of the registries."""

from __future__ import annotations

AFFINE = '''
class Affine:
    """y = x W + b."""

    def __init__(self, k, n_in, n_out):
        # W = sigma z with z from N(0, 1)
        z = np.random.default_rng([SEED, 1, k]).standard_normal((n_in, n_out))
        self.params = {"W": sigma(n_in, n_out) * z, "b": np.zeros(n_out)}
        self.grads = {}

    def forward(self, x, train):
        self.x = x
        return x @ self.params["W"] + self.params["b"]

    def backward(self, dy):
        # dL/dW = x^T dy,  dL/db = sum of dy over the mini-batch,  dL/dx = dy W^T
        self.grads["W"] = self.x.T @ dy
        self.grads["b"] = dy.sum(axis=0)
        return dy @ self.params["W"].T
'''

BATCH_NORMALIZATION = '''
class BatchNormalization:
    """y = gamma x^ + beta with x^ = (x - mu) / sqrt(var + eps), mu and var of the mini-batch."""

    def __init__(self, nodes, eps=1e-6, kept=0.9):
        self.params = {"gamma": np.ones(nodes), "beta": np.zeros(nodes)}
        self.grads = {}
        self.eps, self.kept = eps, kept
        self.mean, self.var = None, None  # running averages, for the test

    def forward(self, x, train):
        if train:
            mean, var = x.mean(axis=0), x.var(axis=0)
            if self.mean is None:
                self.mean, self.var = mean, var
            else:
                self.mean = self.kept * self.mean + (1 - self.kept) * mean
                self.var = self.kept * self.var + (1 - self.kept) * var
        else:
            mean, var = self.mean, self.var
        self.std = np.sqrt(var + self.eps)
        self.xhat = (x - mean) / self.std
        return self.params["gamma"] * self.xhat + self.params["beta"]

    def backward(self, dy):
        # dL/dgamma = sum dy x^,  dL/dbeta = sum dy
        self.grads["gamma"] = (dy * self.xhat).sum(axis=0)
        self.grads["beta"] = dy.sum(axis=0)
        # dL/dx = gamma / std * (dy - mean(dy) - x^ mean(dy x^))
        inner = dy - dy.mean(axis=0) - self.xhat * (dy * self.xhat).mean(axis=0)
        return self.params["gamma"] / self.std * inner
'''

DROPOUT = '''
class Dropout:
    """Training: y = x * mask, a unit is kept with probability 1 - ratio.  Test: y = x (1 - ratio)."""

    rng = np.random.default_rng([SEED, 2])  # one source of masks for all layers

    def __init__(self, ratio):
        self.params, self.grads = {}, {}
        self.ratio = ratio

    def forward(self, x, train):
        if not train:
            return x * (1 - np.float32(self.ratio))
        self.mask = self.rng.random(x.shape, dtype=np.float32) >= np.float32(self.ratio)
        return x * self.mask

    def backward(self, dy):
        return dy * self.mask
'''

_ACTIVATION = '''
class {name}:
    """{rule}"""

    def __init__(self{arguments}):
        self.params, self.grads = {{}}, {{}}{kept}

    def forward(self, x, train):
{forward}
        return self.y

    def backward(self, dy):
        # dL/dx = dL/dy h'(x)
{backward}
'''


def _activation(name: str, rule: str, forward: str, backward: str, setting: str = "") -> str:
    """Return the text of an activation function."""
    indent = " " * 8
    return _ACTIVATION.format(
        name=name,
        rule=rule,
        arguments=f", {setting}" if setting else "",
        kept=f"\n{indent}self.{setting} = {setting}" if setting else "",
        forward="\n".join(indent + line for line in forward.split("\n")),
        backward="\n".join(indent + line for line in backward.split("\n")),
    )


ACTIVATIONS = {
    "sigmoid": _activation(
        "Sigmoid", "h(x) = 1 / (1 + exp(-x)),  h' = y (1 - y).",
        "# 1/2 + 1/2 tanh(x/2) is the same and cannot overflow\nself.y = 0.5 + 0.5 * np.tanh(0.5 * x)",
        "return dy * self.y * (1 - self.y)",
    ),
    "tanh": _activation(
        "Tanh", "h(x) = tanh x,  h' = 1 - y^2.", "self.y = np.tanh(x)", "return dy * (1 - self.y**2)"
    ),
    "relu": _activation(
        "ReLU", "h(x) = max(0, x),  h' = 1 or 0.", "self.y = np.maximum(0, x)", "return dy * (self.y > 0)"
    ),
    "leaky_relu": _activation(
        "LeakyReLU", "h(x) = max(a x, x),  h' = 1 or a.", "self.y = np.maximum(self.leak * x, x)",
        "return dy * np.where(self.y > 0, 1, self.leak)", "leak",
    ),
    "elu": _activation(
        "ELU", "h(x) = x for x > 0, alpha (exp x - 1) otherwise;  h' = 1 or y + alpha.",
        "self.y = np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))",
        "return dy * np.where(self.y > 0, 1, self.y + self.alpha)", "alpha",
    ),
    "gelu": _activation(
        "GELU", "h(x) = x F(x) with F the distribution function of N(0, 1);  h' = F(x) + x f(x).",
        "self.x = x\nself.F = 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))\nself.y = x * self.F",
        "density = np.exp(-0.5 * self.x**2) / math.sqrt(2 * math.pi)\nreturn dy * (self.F + self.x * density)",
    ),
    "swish": _activation(
        "Swish", "h(x) = x s with s = 1 / (1 + exp(-beta x));  h' = s + beta y (1 - s).",
        "self.s = 0.5 + 0.5 * np.tanh(0.5 * self.beta * x)\nself.y = x * self.s",
        "return dy * (self.s + self.beta * self.y * (1 - self.s))", "beta",
    ),
    "identity": _activation("Identity", "h(x) = x,  h' = 1.", "self.y = x", "return dy"),
}  # fmt: skip

INITIALIZERS = {
    "normal": ("{sigma!r}", "the same in every layer"),
    "xavier": ("np.sqrt(1 / n_in)", "Xavier as in the book: 1 / sqrt(n)"),
    "glorot": ("np.sqrt(2 / (n_in + n_out))", "Glorot: sqrt(2 / (n_in + n_out))"),
    "he": ("np.sqrt(2 / n_in)", "He: sqrt(2 / n)"),
    "printed": ("2 / np.sqrt(n_in)", "the misprint 2 / sqrt(n), sqrt(2) times He's"),
}
"""The formula of sigma, and what it is."""

LOSSES = {
    "cross_entropy": '''
class SoftmaxWithLoss:
    """L = -mean log y_t with y = softmax(a) and t the right class."""

    def forward(self, a, t):
        self.t = t
        a = a - a.max(axis=1, keepdims=True)  # the same softmax without overflow
        total = np.exp(a).sum(axis=1, keepdims=True)
        self.y = np.exp(a) / total
        # -log y_t = log sum exp a - a_t
        return np.mean(np.log(total[:, 0]) - a[np.arange(len(t)), t])

    def backward(self):
        # dL/da = (y - t) / N with t as 0 and 1
        da = self.y.copy()
        da[np.arange(len(self.t)), self.t] -= 1
        return da / len(self.t)
''',
    "squared_error": '''
class SquaredError:
    """L = 1/2 sum (y - t)^2 over the classes, mean over the mini-batch; t as 0 and 1."""

    def forward(self, y, t):
        self.difference = y - np.eye(y.shape[1])[t]
        return 0.5 * np.sum(self.difference**2) / len(t)

    def backward(self):
        return self.difference / len(self.difference)
''',
}
LOSS_CLASSES = {"cross_entropy": "SoftmaxWithLoss", "squared_error": "SquaredError"}

_OPTIMIZER = '''
class {name}:
    """{rule}"""

    def __init__(self, {arguments}):
        {settings}
        self.memory = None

    def update(self, params, grads):
        """Take one step with all parameters, each an array."""
        if self.memory is None:
            self.memory = [{zeros} for W in params]
            self.t = 0
        self.t += 1
        for W, g, memory in zip(params, grads, self.memory):
{step}
'''


def _optimizer(name: str, rule: str, settings: str, memory: int, step: str) -> str:
    """Return the text of an optimizer that remembers so many arrays for each array of parameters."""
    names = settings.split(", ")
    zeros = ", ".join(["np.zeros_like(W)"] * memory)
    return _OPTIMIZER.format(
        name=name,
        rule=rule,
        arguments=settings,
        settings="\n        ".join(f"self.{each} = {each}" for each in names),
        zeros=f"[{zeros}]",
        step="\n".join(" " * 12 + line for line in step.split("\n")),
    )


_CORRECTED = """m_hat = m / (1 - self.beta1**self.t) if self.bias_correction else m
{squares}_hat = {squares} / (1 - self.beta2**self.t) if self.bias_correction else {squares}
W -= self.lr * m_hat / (np.sqrt({squares}_hat) + self.epsilon)"""

_ADAM = "lr, beta1, beta2, epsilon, bias_correction"

OPTIMIZERS = {
    "sgd": '''
class SGD:
    """W <- W - lr g."""

    def __init__(self, lr):
        self.lr = lr

    def update(self, params, grads):
        """Take one step with all parameters, each an array."""
        for W, g in zip(params, grads):
            W -= self.lr * g
''',
    "momentum": _optimizer(
        "Momentum", "v <- momentum v - lr g,  W <- W + v.", "lr, momentum", 1,
        "(v,) = memory\nv[:] = self.momentum * v - self.lr * g\nW += v",
    ),
    "nesterov": _optimizer(
        "Nesterov", "v <- momentum v - lr g,  W <- W + momentum v - lr g with the new v.", "lr, momentum", 1,
        "(v,) = memory\nv[:] = self.momentum * v - self.lr * g\nW += self.momentum * v - self.lr * g",
    ),
    "adagrad": _optimizer(
        "AdaGrad", "h <- h + g^2,  W <- W - lr g / (sqrt(h) + eps).", "lr, epsilon", 1,
        "(h,) = memory\nh += g**2\nW -= self.lr * g / (np.sqrt(h) + self.epsilon)",
    ),
    "rmsprop": _optimizer(
        "RMSProp", "h <- rho h + (1 - rho) g^2,  W <- W - lr g / (sqrt(h) + eps).", "lr, rho, epsilon", 1,
        "(h,) = memory\nh[:] = self.rho * h + (1 - self.rho) * g**2\nW -= self.lr * g / (np.sqrt(h) + self.epsilon)",
    ),
    "adadelta": _optimizer(
        "AdaDelta", "d = sqrt(s + eps) / sqrt(h + eps) g,  W <- W - lr d; h and s average g^2 and d^2.",
        "lr, rho, epsilon", 2,
        "h, s = memory\nh[:] = self.rho * h + (1 - self.rho) * g**2\n"
        "d = np.sqrt(s + self.epsilon) / np.sqrt(h + self.epsilon) * g\n"
        "s[:] = self.rho * s + (1 - self.rho) * d**2\nW -= self.lr * d",
    ),
    "adam": _optimizer(
        "Adam", "m and v average g and g^2;  W <- W - lr m^ / (sqrt(v^) + eps), m^ = m / (1 - beta1^t) and so on.",
        _ADAM, 2,
        "m, v = memory\nm[:] = self.beta1 * m + (1 - self.beta1) * g\nv[:] = self.beta2 * v + (1 - self.beta2) * g**2\n"
        + _CORRECTED.format(squares="v"),
    ),
    "lion": _optimizer(
        "Lion", "c = beta1 m + (1 - beta1) g,  m <- beta2 m + (1 - beta2) g,  W <- W - lr sign(c).",
        "lr, beta1, beta2", 1,
        "(m,) = memory\nc = self.beta1 * m + (1 - self.beta1) * g\nm[:] = self.beta2 * m + (1 - self.beta2) * g\n"
        "W -= self.lr * np.sign(c)",
    ),
    "amsgrad": _optimizer(
        "AMSGrad", "Adam that divides by the largest v so far: u <- max(u, v),  W <- W - lr m^ / (sqrt(u^) + eps).",
        _ADAM, 3,
        "m, v, u = memory\nm[:] = self.beta1 * m + (1 - self.beta1) * g\n"
        "v[:] = self.beta2 * v + (1 - self.beta2) * g**2\n"
        "u[:] = np.maximum(u, v)\n" + _CORRECTED.format(squares="u"),
    ),
}  # fmt: skip

NETWORK = '''
class Network:
    """Layers one after another, and a loss at the end."""

    def __init__(self, layers, loss):
        self.layers, self.loss = layers, loss

    def predict(self, x, train=False):
        for layer in self.layers:
            x = layer.forward(x, train)
        return x

    def step(self, x, t):
        """Forward and backward; the loss comes back, the gradients stay in the layers."""
        loss = self.loss.forward(self.predict(x, train=True), t)
        dy = self.loss.backward()
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return loss{decay}

    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(axis=1) == t)

    def params_and_grads(self):
        pairs = [(layer.params[name], layer.grads[name]) for layer in self.layers for name in layer.params]
        return [W for W, g in pairs], [g for W, g in pairs]
'''

DECAY = {
    "l2": '''

    def decay(self):
        """Weight decay: L <- L + 1/2 lambda sum W^2,  dL/dW <- dL/dW + lambda W; of weights only."""
        penalty = 0.0
        for layer in self.layers:
            if isinstance(layer, Affine):
                W = layer.params["W"]
                layer.grads["W"] += WEIGHT_DECAY * W
                penalty += 0.5 * WEIGHT_DECAY * np.sum(W**2)
        return penalty''',
    "l1": '''

    def decay(self):
        """L1 decay: L <- L + lambda sum |W|,  dL/dW <- dL/dW + lambda sign(W); of weights only."""
        penalty = 0.0
        for layer in self.layers:
            if isinstance(layer, Affine):
                W = layer.params["W"]
                layer.grads["W"] += WEIGHT_DECAY * np.sign(W)
                penalty += WEIGHT_DECAY * np.sum(np.abs(W))
        return penalty''',
}
