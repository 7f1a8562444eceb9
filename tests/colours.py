"""How light colours are, for those who see all, some or no hues, for tests."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (IEEE TVCG
# 15 (6), 2009), severity 1: they act on linear red, green and blue.
VISIONS = {
    "all hues": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""What a colour becomes for each vision; the lightness of the first is what a grey print shows."""


def luminance(colour: str) -> float:
    """Relative luminance from 0 to 1 (WCAG 2.2)."""
    return _luminance_of(_linear(colour))


def lightness(colour: str, vision: str = "all hues") -> float:
    """Lightness of CIE 1976 from 0 to 100 (CIE 15:2018, section 8.2.1), as a vision sees the colour."""
    seen = _luminance_of(np.clip(VISIONS[vision] @ _linear(colour), 0, 1))
    return 116 * seen ** (1 / 3) - 16 if seen > 0.008856 else 903.3 * seen


def _linear(colour: str) -> np.ndarray:
    parts = np.array(mpl.colors.to_rgb(colour))
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _luminance_of(linear: np.ndarray) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear)
