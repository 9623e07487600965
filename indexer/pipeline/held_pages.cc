#include "indexer/pipeline/held_pages.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "indexer/ledger/repeated_text.h"
#include "indexer/readers/missing_page.h"

namespace dateline::indexer {
namespace {

std::string text_of(const Article& article) { return article.title + "\n" + article.body; }

}  // namespace

std::size_t HeldPage::bytes() const {
  return sizeof(HeldPage) + article.title.size() + article.body.size() + article.url.size() +
         basis.text.size() + (raw.kept != nullptr ? raw.kept->size() : 0) +
         article.mentions.size() * sizeof(dates::DateMention);
}

bool HeldPages::may_be_no_article(const Article& page) {
  const bool has_dateline = std::ranges::any_of(page.mentions, [](const dates::DateMention& mention) {
    return mention.kind == dates::Kind::kDateline || mention.kind == dates::Kind::kStamp;
  });
  return page.captured && !page.url.empty() && page.body.size() <= kMostOfErrorPage && !has_dateline &&
         page.stamps.empty();
}

void HeldPages::hold(HeldPage page) {
  bytes_ += page.bytes();
  pages_.push_back(std::move(page));
}

std::vector<HeldPage> HeldPages::take_lone() {
  std::unordered_map<std::uint64_t, std::set<ArticleId>> addresses;
  for (const HeldPage& page : pages_) addresses[page.version].insert(page.replaces);
  std::vector<HeldPage> lone;
  std::vector<HeldPage> rest;
  bytes_ = 0;
  for (HeldPage& page : pages_) {
    const bool is_lone = addresses.at(page.version).size() == 1;
    if (!is_lone) bytes_ += page.bytes();
    (is_lone ? lone : rest).push_back(std::move(page));
  }
  pages_ = std::move(rest);
  return lone;
}

HeldPages::Split HeldPages::take_all(const EarlierArticle& earlier,
                                     const std::function<bool(std::uint64_t)>& is_known) {
  std::unordered_map<std::uint64_t, std::vector<const HeldPage*>> by_text;
  for (const HeldPage& page : pages_) by_text[page.version].push_back(&page);
  std::set<std::uint64_t> no_articles;
  for (const auto& [version, pages] : by_text) {
    std::set<ArticleId> ids;
    for (const HeldPage* page : pages) ids.insert(page->replaces);
    const bool known = is_known(version);
    if (!known && ids.size() < kAddressesOfErrorPage) continue;
    std::vector<std::string> texts;
    for (const ArticleId id : ids) {
      if (const std::optional<Article> article = earlier(id)) texts.push_back(text_of(*article));
    }
    if (replaces_articles(text_of(pages.front()->article), texts, known)) no_articles.insert(version);
  }
  Split out;
  for (HeldPage& page : pages_)
    (no_articles.contains(page.version) ? out.no_articles : out.articles).push_back(std::move(page));
  pages_.clear();
  bytes_ = 0;
  return out;
}

}  // namespace dateline::indexer
