"""The parts of a network in PyTorch, as the texts that stand in a script; keys are those of the registries.

A rule that PyTorch has, under whatever name, is used; one that it has not, or has otherwise, is a class in the script.
"""

from __future__ import annotations

DROPOUT = '''
class Dropout(nn.Module):
    """Training: y = x * mask, a unit is kept with probability 1 - ratio.  Test: y = x (1 - ratio).

    nn.Dropout divides by 1 - ratio in training instead.
    """

    rng = np.random.default_rng([SEED, 2])  # one source of masks for all layers

    def __init__(self, ratio):
        super().__init__()
        self.ratio = np.float32(ratio)

    def forward(self, x):
        if not self.training:
            return x * float(1 - self.ratio)
        return x * torch.from_numpy(self.rng.random(tuple(x.shape), dtype=np.float32) >= self.ratio)
'''

SWISH = '''
class Swish(nn.Module):
    """h(x) = x / (1 + exp(-beta x))."""

    def __init__(self, beta):
        super().__init__()
        self.beta = beta

    def forward(self, x):
        return x * torch.sigmoid(self.beta * x)
'''

ACTIVATIONS = {
    "sigmoid": "nn.Sigmoid()",
    "tanh": "nn.Tanh()",
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU({leak!r})",
    "elu": "nn.ELU({alpha!r})",
    "gelu": "nn.GELU()",
    "swish": "Swish({beta!r})",
    "identity": "nn.Identity()",
}
ACTIVATION_CLASSES = {"swish": SWISH}

LOSSES = {
    "cross_entropy": "nn.functional.cross_entropy(y, t)",
    "squared_error": "0.5 * ((y - nn.functional.one_hot(t, 10)) ** 2).sum() / len(t)",
}

DECAY = {
    "l2": "0.5 * WEIGHT_DECAY * sum((layer.weight**2).sum() for layer in affine)",
    "l1": "WEIGHT_DECAY * sum(layer.weight.abs().sum() for layer in affine)",
}

_RULE = '''
class {name}(torch.optim.Optimizer):
    """{rule}"""

    def __init__(self, params, {arguments}):
        super().__init__(params, dict({defaults}))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for W in group["params"]:
                memory = self.state[W]
                for name in {names}:
                    memory.setdefault(name, torch.zeros_like(W))
                g = W.grad
{step}
'''


def _rule(name: str, rule: str, settings: str, remembered: tuple[str, ...], step: str) -> str:
    """Return the text of a rule that PyTorch does not have."""
    return _RULE.format(
        name=name,
        rule=rule,
        arguments=settings,
        defaults=", ".join(f"{each}={each}" for each in settings.split(", ")),
        names=repr(remembered),
        step="\n".join(" " * 16 + line for line in step.split("\n")),
    )


LION = _rule(
    "Lion", "c = beta1 m + (1 - beta1) g,  m <- beta2 m + (1 - beta2) g,  W <- W - lr sign(c).",
    "lr, beta1, beta2", ("m",),
    'm, beta1, beta2 = memory["m"], group["beta1"], group["beta2"]\n'
    'W -= group["lr"] * torch.sign(beta1 * m + (1 - beta1) * g)\nm.mul_(beta2).add_((1 - beta2) * g)',
)  # fmt: skip

_AVERAGES = (
    'm, v, beta1, beta2 = memory["m"], memory["v"], group["beta1"], group["beta2"]\n'
    "m.mul_(beta1).add_((1 - beta1) * g)\nv.mul_(beta2).add_((1 - beta2) * g**2)\n"
)

PLAIN_ADAM = _rule(
    "PlainAdam", "Adam without the correction for starting at zero: W <- W - lr m / (sqrt(v) + eps).",
    "lr, beta1, beta2, eps", ("m", "v"), _AVERAGES + 'W -= group["lr"] * m / (v.sqrt() + group["eps"])',
)  # fmt: skip

PLAIN_AMSGRAD = _rule(
    "PlainAMSGrad", "AMSGrad without the correction for starting at zero: W <- W - lr m / (sqrt(max v) + eps).",
    "lr, beta1, beta2, eps", ("m", "v", "u"),
    _AVERAGES + 'u = memory["u"]\nu.copy_(torch.maximum(u, v))\nW -= group["lr"] * m / (u.sqrt() + group["eps"])',
)  # fmt: skip

_ADAM = "lr={lr!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r}"

OPTIMIZERS = {
    "sgd": "torch.optim.SGD(network.parameters(), lr={lr!r})",
    "momentum": "torch.optim.SGD(network.parameters(), lr={lr!r}, momentum={momentum!r})",
    "nesterov": "torch.optim.SGD(network.parameters(), lr={lr!r}, momentum={momentum!r}, nesterov=True)",
    "adagrad": "torch.optim.Adagrad(network.parameters(), lr={lr!r}, eps={epsilon!r})",
    "rmsprop": "torch.optim.RMSprop(network.parameters(), lr={lr!r}, alpha={rho!r}, eps={epsilon!r})",
    "adadelta": "torch.optim.Adadelta(network.parameters(), lr={lr!r}, rho={rho!r}, eps={epsilon!r})",
    "adam": f"torch.optim.Adam(network.parameters(), {_ADAM})",
    "lion": "Lion(network.parameters(), lr={lr!r}, beta1={beta1!r}, beta2={beta2!r})",
    "amsgrad": f"torch.optim.Adam(network.parameters(), {_ADAM}, amsgrad=True)",
}
OPTIMIZER_CLASSES = {"lion": LION}
PLAIN = "lr={lr!r}, beta1={beta1!r}, beta2={beta2!r}, eps={epsilon!r}"
UNCORRECTED = {
    "adam": (f"PlainAdam(network.parameters(), {PLAIN})", PLAIN_ADAM),
    "amsgrad": (f"PlainAMSGrad(network.parameters(), {PLAIN})", PLAIN_AMSGRAD),
}
"""Of the rules whose correction can be switched off: the call without it, and its class."""

MOMENTUM = _rule(
    "Momentum", "v <- momentum v - lr g,  W <- W + v.  PyTorch has lr before v instead.",
    "lr, momentum", ("v",),
    'v = memory["v"]\nv.mul_(group["momentum"]).sub_(group["lr"] * g)\nW += v',
)  # fmt: skip

NESTEROV = _rule(
    "Nesterov", "v <- momentum v - lr g,  W <- W + momentum v - lr g with the new v.  PyTorch has lr before v instead.",
    "lr, momentum", ("v",),
    'v = memory["v"]\nv.mul_(group["momentum"]).sub_(group["lr"] * g)\nW += group["momentum"] * v - group["lr"] * g',
)  # fmt: skip

_VELOCITY = "(network.parameters(), lr={lr!r}, momentum={momentum!r})"
SCHEDULED = {"momentum": (f"Momentum{_VELOCITY}", MOMENTUM), "nesterov": (f"Nesterov{_VELOCITY}", NESTEROV)}
"""Of the rules that PyTorch has only for a rate that stays: the call, and the class."""
