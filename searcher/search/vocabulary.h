#pragma once

#include <xapian.h>

#include "common/text/speller.h"

namespace dateline::search {

/// The words of an index, for spelling help. May throw Xapian::Error.
class IndexVocabulary final : public text::Vocabulary {
 public:
  explicit IndexVocabulary(const Xapian::Database& database) : database_(database) {}
  void each(std::string_view prefix, const Visit& visit) const override;
  std::uint64_t frequency(std::string_view word) const override;

 private:
  const Xapian::Database& database_;
};

}  // namespace dateline::search
