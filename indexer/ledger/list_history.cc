#include "indexer/ledger/list_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include "common/article.h"

namespace dateline::indexer {
namespace {

using Named = ListCapture::Named;

/// Places of the articles in a capture.
std::unordered_map<std::uint64_t, std::size_t> places_of(const std::vector<Named>& articles) {
  std::unordered_map<std::uint64_t, std::size_t> out;
  for (std::size_t i = 0; i < articles.size(); ++i) out.emplace(articles[i].id, i);
  return out;
}

/// Ids of articles that `after` leaves out between neighbours of theirs.
std::vector<std::uint64_t> left_out(const std::vector<Named>& before, const std::vector<Named>& after) {
  const auto places = places_of(after);
  std::vector<std::optional<std::size_t>> next(before.size());  // place in `after` of the next that is there
  std::optional<std::size_t> behind;
  for (std::size_t i = before.size(); i-- > 0;) {
    next[i] = behind;
    if (const auto found = places.find(before[i].id); found != places.end()) behind = found->second;
  }
  std::vector<std::uint64_t> out;
  std::optional<std::size_t> ahead;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Named& article = before[i];
    if (const auto found = places.find(article.id); found != places.end()) {
      ahead = found->second;
      continue;
    }
    if (!ahead || !next[i] || *ahead >= *next[i]) continue;
    const auto [least, most] = std::minmax(after[*ahead].day, after[*next[i]].day);
    if (article.day >= least && article.day <= most) out.push_back(article.id);
  }
  return out;
}

}  // namespace

std::string list_text(const std::vector<Named>& articles) {
  std::string out;
  for (const Named& article : articles) {
    const auto day = ledger::day_of(article.day);
    out += fmt::format("{} {}\n", to_string(ArticleId{article.id}), day ? dates::to_iso(*day) : "-");
  }
  return out;
}

std::vector<Named> read_list_text(std::string_view text) {
  constexpr std::size_t kIdDigits = 16;
  std::vector<Named> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto id = parse_article_id(line.substr(0, kIdDigits));
    if (!id || line.size() <= kIdDigits) continue;
    out.push_back({id->value, ledger::day_number(dates::parse_iso_day(line.substr(kIdDigits + 1)))});
  }
  return out;
}

std::vector<ListLook> looks_of(const std::vector<ListCapture>& captures) {
  std::vector<ListLook> out;
  std::set<std::uint64_t> gone;
  for (std::size_t i = 1; i < captures.size(); ++i) {
    const ListCapture& before = captures[i - 1];
    const ListCapture& after = captures[i];
    for (const Named& article : after.articles) {
      if (gone.erase(article.id) > 0) out.push_back({article.id, after.day, true});
    }
    if (before.day == after.day) continue;
    for (const std::uint64_t id : left_out(before.articles, after.articles)) {
      if (!gone.insert(id).second) continue;
      out.push_back({id, before.day, true});
      out.push_back({id, after.day, false});
    }
  }
  return out;
}

}  // namespace dateline::indexer
