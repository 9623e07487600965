#pragma once

#include <xapian.h>

#include "common/text/speller.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// The words of an index, for spelling help. May throw Xapian::Error, and Stopped once `stop` is raised.
class IndexVocabulary final : public text::Vocabulary {
 public:
  explicit IndexVocabulary(const Xapian::Database& database, const StopFlag* stop = nullptr)
      : database_(database), stop_(stop) {}
  void each(std::string_view prefix, const Visit& visit) const override;
  std::uint64_t frequency(std::string_view word) const override;

 private:
  const Xapian::Database& database_;
  const StopFlag* stop_;
};

}  // namespace dateline::search
