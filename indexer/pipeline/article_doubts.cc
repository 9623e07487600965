#include "indexer/pipeline/article_doubts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace dateline::indexer {
namespace {

using Doubts = std::vector<Reject>;

/// A day that is still to come is not taken silently: the collection or the clock is wrong.
void check_day(Article& article, const std::optional<dates::Day>& today, Doubts& out) {
  dates::Publication& publication = article.publication;
  if (!today || publication.confidence == dates::Confidence::kNone ||
      publication.from <= *today + std::chrono::days{1}) {
    return;
  }
  publication.flags.emplace_back("FUTURE");
  std::sort(publication.flags.begin(), publication.flags.end());
  publication.confidence = dates::Confidence::kLow;
  out.push_back({Reject::Kind::kWarning, article.origin, "the day of publication is still to come",
                 "the article is indexed with it, flagged FUTURE, at low confidence"});
}

/// What a list or a path says of the day and the document denies.
void check_supplements(const Article& article, Doubts& out) {
  for (const std::string_view flag : {"METADATA_MISMATCH", "PATH_MISMATCH"}) {
    if (std::ranges::find(article.publication.flags, flag) == article.publication.flags.end()) continue;
    out.push_back(
        {Reject::Kind::kWarning, article.origin,
         fmt::format("the {} gives another day than the document",
                     flag.starts_with("PATH") ? "path of the file" : "list that describes the file"),
         fmt::format("the document's is kept, flagged {}", flag)});
  }
}

/// A page of kcna.co.jp that has all articles of a day becomes one article here: that is said.
void check_datelines(const Article& article, Doubts& out) {
  constexpr std::ptrdiff_t kOfSeveralArticles = 3;
  const auto datelines =
      std::ranges::count(article.mentions, dates::Kind::kDateline, &dates::DateMention::kind);
  if (datelines < kOfSeveralArticles) return;
  out.push_back({Reject::Kind::kWarning, article.origin,
                 "there are three datelines or more, as on a page with several articles",
                 "they are indexed as one article; to find them apart, save them apart"});
}

}  // namespace

std::vector<Reject> doubts_of(Article& article, const std::optional<dates::Day>& today) {
  Doubts out;
  check_day(article, today, out);
  check_supplements(article, out);
  check_datelines(article, out);
  return out;
}

}  // namespace dateline::indexer
