#include "indexer/readers/sound_text.h"

#include <simdjson.h>

#include <utility>

#include "indexer/readers/encoding.h"

namespace dateline::indexer {

std::string sound_text(std::string text) {
  if (simdjson::validate_utf8(text.data(), text.size())) return text;
  return to_utf8(text, "UTF-8").text;
}

}  // namespace dateline::indexer
