"""Polynomials of one number with exact coefficients: through given values, their values, and their roots."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from iotcheck.values import Number, exact

Polynomial = tuple[Fraction, ...]  # coefficients, that of the highest power last; none for 0
FINE = 10**6  # a root that is no fraction is known to a multiple of 1/FINE


def interpolate(numbers: Sequence[Number], values: Sequence[Number]) -> Polynomial:
    """Return the polynomial of the least degree through some points (Newton's divided differences)."""
    differences = [Fraction(value) for value in values]
    for order in range(1, len(numbers)):
        for place in range(len(numbers) - 1, order - 1, -1):
            rise = differences[place] - differences[place - 1]
            differences[place] = rise / (numbers[place] - numbers[place - order])
    coefficients: list[Fraction] = []
    for number, difference in zip(reversed(numbers), reversed(differences), strict=True):
        shifted = [Fraction(0), *coefficients]
        lower = [*(coefficient * number for coefficient in coefficients), Fraction(0)]
        coefficients = [a - b for a, b in zip(shifted, lower, strict=True)]
        coefficients[0] += difference
    while coefficients and not coefficients[-1]:
        coefficients.pop()
    return tuple(coefficients)


def evaluate(polynomial: Polynomial, number: Number) -> Fraction:
    """Return the value of a polynomial (Horner's rule)."""
    result = Fraction(0)
    for coefficient in reversed(polynomial):
        result = result * number + coefficient
    return result


def roots(polynomial: Polynomial) -> tuple[list[Number], bool]:
    """Return where a polynomial other than 0 is 0, and whether these are all of its roots, exactly.

    Of degree 3 and more none is looked for.
    """
    match polynomial:
        case () | (_,):
            return [], True
        case constant, slope:
            return [exact(-constant / slope)], True
        case constant, slope, bend:
            discriminant = slope * slope - 4 * bend * constant
            if discriminant < 0:
                return [], True
            square = discriminant.numerator * discriminant.denominator  # its root over the denominator is that wanted
            root = Fraction(isqrt(square * FINE**2), discriminant.denominator * FINE)
            return [exact((sign * root - slope) / (2 * bend)) for sign in (-1, 1)], root * root == discriminant
        case _:
            return [], False
