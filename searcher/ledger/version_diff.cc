#include "searcher/ledger/version_diff.h"

#include <fmt/format.h>

#include <utility>

#include "common/ledger/text_packer.h"

namespace dateline::search {
namespace {

tl::unexpected<SearchError> refuse(std::string what, std::string hint = {}) {
  return tl::unexpected(wrap(Error{ErrorKind::kUsage, std::move(what), std::move(hint)}));
}

void compare(Engine& engine, VersionDiff& out) {
  ledger::Comparer comparer(engine.lexicon());
  out.comparison = comparer.compare(
      {out.older_text.title, out.older_text.body, text::Language::from_code(out.older_text.language)},
      {out.newer_text.title, out.newer_text.body, text::Language::from_code(out.newer_text.language)});
}

}  // namespace

SearchResult<VersionDiff> diff_articles(Engine& engine, const ArticleHistory& a, const ArticleHistory& b) {
  for (const ArticleHistory* of : {&a, &b}) {
    if (!of->article) return refuse(fmt::format("the article {} is not in the index", to_string(of->id)));
  }
  VersionDiff out;
  out.id = a.id;
  out.other = b.id;
  out.older_day = a.article->captured;
  out.newer_day = b.article->captured;
  out.older_text = ledger::kept_text(*a.article);
  out.newer_text = ledger::kept_text(*b.article);
  compare(engine, out);
  return out;
}

SearchResult<VersionDiff> diff_versions(Engine& engine, const Histories& histories, const ArticleHistory& of,
                                        std::optional<std::size_t> older, std::optional<std::size_t> newer) {
  const std::vector<ledger::Version>& versions = of.history.versions;
  if (versions.size() < 2) {
    return refuse(fmt::format("the article {} has one version only", to_string(of.id)),
                  "see 'dateline-search history' for when it was captured");
  }
  if (!older || !newer) {
    older = of.history.edits.empty() ? 1 : of.history.edits.back().older + 1;
    newer = of.history.edits.empty() ? 2 : of.history.edits.back().newer + 1;
  }
  for (const std::size_t number : {*older, *newer}) {
    if (number >= 1 && number <= versions.size()) continue;
    return refuse(fmt::format("there is no version {} of the article {}", number, to_string(of.id)),
                  fmt::format("its versions are 1 to {}", versions.size()));
  }
  VersionDiff out;
  out.id = of.id;
  const auto text_of = [&](std::size_t number) -> SearchResult<ledger::KeptText> {
    Result<std::optional<ledger::KeptText>> text = histories.text(of, versions[number - 1].text);
    if (!text) return tl::unexpected(wrap(text.error()));
    if (!*text) return refuse(fmt::format("the text of version {} was not kept", number));
    return std::move(**text);
  };
  // Where the rules differ: as rules of which both can be had.
  const std::uint8_t rules[] = {versions[*older - 1].extractor, versions[*newer - 1].extractor};
  const auto by_rules = [&](std::size_t number,
                            std::uint8_t wanted) -> SearchResult<std::optional<ledger::KeptText>> {
    if (versions[number - 1].extractor != wanted) {
      auto anew = histories.text_anew(of, versions[number - 1].text, wanted);
      if (!anew) return tl::unexpected(wrap(anew.error()));
      return std::move(*anew);
    }
    SearchResult<ledger::KeptText> text = text_of(number);
    if (!text) return tl::unexpected(text.error());
    return std::optional(std::move(*text));
  };
  std::optional<ledger::KeptText> a;
  std::optional<ledger::KeptText> b;
  for (const std::uint8_t wanted : {rules[1], rules[0], ledger::kExtractor}) {
    auto first = by_rules(*older, wanted);
    if (!first) return tl::unexpected(first.error());
    auto second = by_rules(*newer, wanted);
    if (!second) return tl::unexpected(second.error());
    a = std::move(*first);
    b = std::move(*second);
    out.comparable = a && b;
    if (out.comparable) break;
  }
  if (!out.comparable) {
    SearchResult<ledger::KeptText> first = text_of(*older);
    if (!first) return tl::unexpected(first.error());
    SearchResult<ledger::KeptText> second = text_of(*newer);
    if (!second) return tl::unexpected(second.error());
    a = std::move(*first);
    b = std::move(*second);
  }
  out.older = *older;
  out.newer = *newer;
  out.older_day = versions[*older - 1].first;
  out.newer_day = versions[*newer - 1].first;
  out.older_text = std::move(*a);
  out.newer_text = std::move(*b);
  compare(engine, out);
  return out;
}

}  // namespace dateline::search
