#include "indexer/readers/page.h"

namespace dateline::indexer {

std::string place(const Origin& origin) {
  return origin.record == 0 ? origin.path : origin.path + ":" + std::to_string(origin.record);
}

}  // namespace dateline::indexer
