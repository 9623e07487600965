#pragma once

#include <string>
#include <string_view>

#include "searcher/search/explain.h"

namespace dateline::show {

/// How a query was read, step by step, and what each part of it finds.
std::string explanation_text(const search::Explanation& explanation, std::string_view query);

}  // namespace dateline::show
