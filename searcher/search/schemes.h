#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace dateline::search {

/// Names of Xapian's weighting schemes that may rank instead of our own order, for comparison.
std::vector<std::string> scheme_names();

/// The scheme with Xapian's own parameters; null when no scheme has that name.
std::unique_ptr<Xapian::Weight> make_scheme(std::string_view name);

}  // namespace dateline::search
