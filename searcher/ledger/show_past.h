#pragma once

#include <string>

#include "common/json_writer.h"
#include "searcher/ledger/past_texts.h"
#include "searcher/show/style.h"

namespace dateline::show {

/// What stands below an answer.
std::string past_text(const search::PastAnswer& past, const Style& style);
/// The same alone, as JSON.
std::string past_json(const search::PastAnswer& past, const std::string& query);
/// The member "past".
void write_past(JsonWriter& json, const search::PastAnswer& past);

}  // namespace dateline::show
