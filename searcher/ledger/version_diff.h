#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/ledger/compare.h"
#include "common/ledger/ledger.h"
#include "searcher/ledger/article_history.h"

namespace dateline::search {

/// Two versions of an article, or the texts of two articles, compared.
struct VersionDiff {
  ArticleId id;
  std::optional<ArticleId> other;  ///< of two articles the second; then there are no versions
  std::size_t older = 0;           ///< number of the version, from 1
  std::size_t newer = 0;
  std::optional<dates::Day> older_day;  ///< of its first capture
  std::optional<dates::Day> newer_day;
  ledger::KeptText older_text;
  ledger::KeptText newer_text;
  bool comparable = true;  ///< made by the same rules
  ledger::Comparison comparison;
};

/// The numbers of versions, from 1; without them the last two that follow one another. A Usage error when
/// there is no such version, an Index error when a text is damaged, a Usage error when it was not kept.
SearchResult<VersionDiff> diff_versions(Engine& engine, const Histories& histories, const ArticleHistory& of,
                                        std::optional<std::size_t> older, std::optional<std::size_t> newer);

/// The texts that two articles have in the index: a page and its reprint, say. A Usage error when one is not
/// there.
SearchResult<VersionDiff> diff_articles(Engine& engine, const ArticleHistory& a, const ArticleHistory& b);

}  // namespace dateline::search
