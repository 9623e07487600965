#pragma once

#include <span>
#include <vector>

namespace dateline::bench {

/// Two sets of samples of the same thing, measured before and after.
struct Stratum {
  std::vector<double> before;
  std::vector<double> after;
};

/// How likely samples lie so far up after as they do, by chance alone: the one-sided p value of the rank test
/// of van Elteren, which is the test of Mann and Whitney over several strata, each with its own scale.
/// Samples are compared only within their stratum; ties are counted half and narrow the variance. By the
/// normal approximation, so there should be eight samples on each side or more. 1 when nothing can be
/// compared.
double p_value_of_increase(std::span<const Stratum> strata);

/// p values of a family of tests, adjusted by the method of Holm, in the given order: comparing each with
/// alpha keeps the chance of even one false alarm under alpha.
std::vector<double> holm(std::span<const double> p_values);

}  // namespace dateline::bench
