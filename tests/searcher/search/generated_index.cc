#include "tests/searcher/search/generated_index.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <stdexcept>

#include <fmt/format.h>

#include "common/index/date_terms.h"
#include "common/index/terms_databases.h"

namespace dateline::testing {
namespace {

using query::PlanNode;
using Positions = std::vector<std::set<std::uint32_t>>;

/// Some choice of one position of each slot fulfils `holds`; positions are chosen in the order of the slots.
bool choose(const Positions& slots, std::vector<std::uint32_t>& chosen,
            const std::function<bool(const std::vector<std::uint32_t>&)>& holds) {
  if (!holds(chosen)) return false;
  if (chosen.size() == slots.size()) return true;
  for (const std::uint32_t position : slots[chosen.size()]) {
    chosen.push_back(position);
    if (choose(slots, chosen, holds)) return true;
    chosen.pop_back();
  }
  return false;
}

Positions positions_of(const PlanNode& node, const IndexedArticle& article) {
  Positions out;
  for (const auto& slot : node.slots) {
    if (slot.empty()) continue;  // any word
    out.emplace_back();
    for (const std::string& term : slot) {
      const auto found = article.find(term);
      if (found != article.end()) out.back().insert(found->second.begin(), found->second.end());
    }
  }
  return out;
}

bool has_phrase(const PlanNode& node, const IndexedArticle& article) {
  std::vector<std::uint32_t> places;
  for (std::uint32_t i = 0; i < node.slots.size(); ++i) {
    if (!node.slots[i].empty()) places.push_back(i);
  }
  const auto window = std::max(node.window, static_cast<unsigned>(node.slots.size()));
  std::vector<std::uint32_t> chosen;
  return choose(positions_of(node, article), chosen, [&](const auto& so_far) {
    for (std::size_t i = 1; i < so_far.size(); ++i) {
      const std::uint32_t open = places[i] - places[i - 1] - 1;  // slots of one to five words
      const std::uint32_t gap = so_far[i] - so_far[i - 1] - 1;
      if (node.window == 0 && (so_far[i] <= so_far[i - 1] || gap < open || gap > 5 * open)) return false;
      if (node.window > 0 && (so_far[i] <= so_far[i - 1] || so_far[i] - so_far[0] >= window)) return false;
    }
    return true;
  });
}

bool has_near(const PlanNode& node, const IndexedArticle& article) {
  std::vector<std::uint32_t> chosen;
  return choose(positions_of(node, article), chosen, [&](const auto& so_far) {
    if (so_far.empty()) return true;
    const auto [least, most] = std::minmax_element(so_far.begin(), so_far.end());
    const std::set<std::uint32_t> different(so_far.begin(), so_far.end());
    return *most - *least < node.window && different.size() == so_far.size();
  });
}

std::size_t parts_met(const PlanNode& node, const IndexedArticle& article);

bool matches_one(const PlanNode& node, const IndexedArticle& article) {
  const auto met = [&](const PlanNode& part) { return matches_one(part, article); };
  switch (node.op) {
    case PlanNode::Op::kNothing:
    case PlanNode::Op::kListed:  // its articles have no history
      return false;
    case PlanNode::Op::kEverything:
      return true;
    case PlanNode::Op::kTerm:
      return article.contains(node.term);
    case PlanNode::Op::kDocids:
      return false;  // the articles of the oracle have none
    case PlanNode::Op::kPhrase:
      return has_phrase(node, article);
    case PlanNode::Op::kNear:
      return has_near(node, article);
    case PlanNode::Op::kAnd:
      return std::all_of(node.parts.begin(), node.parts.end(), met);
    case PlanNode::Op::kOr:
    case PlanNode::Op::kSynonym:
      return std::any_of(node.parts.begin(), node.parts.end(), met);
    case PlanNode::Op::kNot:
      return !met(node.parts.front());
    case PlanNode::Op::kAtLeast:
      return parts_met(node, article) >= node.minimum;
  }
  return false;
}

std::size_t parts_met(const PlanNode& node, const IndexedArticle& article) {
  return static_cast<std::size_t>(
      std::count_if(node.parts.begin(), node.parts.end(),
                    [&](const PlanNode& part) { return matches_one(part, article); }));
}

/// The node with `minimum` of its kAtLeast replaced.
PlanNode with_minimum(PlanNode node, unsigned minimum) {
  if (node.op == PlanNode::Op::kAtLeast && node.lowered) node.minimum = minimum;
  for (PlanNode& part : node.parts) part = with_minimum(std::move(part), minimum);
  return node;
}

unsigned minimum_of(const PlanNode& node) {
  if (node.op == PlanNode::Op::kAtLeast && node.lowered) return node.minimum;
  unsigned most = 0;
  for (const PlanNode& part : node.parts) most = std::max(most, minimum_of(part));
  return most;
}

constexpr std::array<std::string_view, 22> kWords{
    "harbour", "harbours", "lantern", "lanterns", "bridge",   "bridges",   "river",   "rivers",
    "school",  "schools",  "orchard", "Kim",      "Pak",      "visit",     "visited", "visits",
    "vist",    "2023.9",   "12",      "평양",     "서울에서", "평양에서는"};

}  // namespace

GeneratedIndex::GeneratedIndex()
    : folder_(std::make_unique<TemporaryFolder>()),
      database_((folder_->path() / "db").string(),
                Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS) {}

void GeneratedIndex::add(const WrittenArticle& article) {
  constexpr std::uint32_t kGap = 100;
  const auto english = text::Language::from_code("en");
  IndexedArticle indexed;
  text::TokenList tokens;
  text::AnalysisCounts counts;
  const auto put = [&](std::string_view prefix, std::uint32_t shift) {
    std::uint32_t last = shift;
    for (const text::Token& token : tokens) {
      last = std::max(last, shift + token.position);
      if (!token.term.empty()) indexed[std::string(prefix).append(token.term)].insert(shift + token.position);
      if (!token.stem.empty()) indexed[fmt::format("Z{}{}", prefix, token.stem)];
      if (token.has_other_stem()) add_form(std::string(token.stem), std::string(token.term));
    }
    return last;
  };
  analyzer_.analyze(article.title, english, tokens, counts);
  put(index::info(index::Field::kTitle).prefix, 0);
  const std::uint32_t title_end = put("", 0);
  analyzer_.analyze(article.body, english, tokens, counts);
  put("", title_end + kGap);
  for (const auto& [field, value] : article.values) indexed[index::boolean_term(field, value)];
  if (const auto day = dates::from_yyyymmdd(article.yyyymmdd)) {
    for (std::string& term : index::day_terms(index::Field::kPublished, *day)) indexed[std::move(term)];
  }
  Xapian::Document document;
  for (const auto& [term, positions] : indexed) {
    for (const std::uint32_t position : positions) document.add_posting(term, position);
    if (!positions.empty()) continue;
    if (!term.starts_with('Z')) {
      document.add_boolean_term(term);
    } else if ((term.back() & 0x80) != 0) {  // a Hangul word; other stems are no terms
      document.add_term(term);
    }
  }
  articles_[database_.add_document(document)] = std::move(indexed);
}

void GeneratedIndex::add_form(const std::string& stem, const std::string& word) {
  std::set<std::string, std::less<>>& words = forms_[stem];
  if (words.insert(word).second) database_.set_metadata(index::forms_key(stem), index::encode_forms(words));
}

index::Terms GeneratedIndex::terms() const { return index::terms_of(database_); }

void GeneratedIndex::remove(Xapian::docid docid) {
  database_.delete_document(docid);
  articles_.erase(docid);
}

std::vector<std::uint32_t> GeneratedIndex::matches(const PlanNode& node) const {
  std::vector<std::uint32_t> found;
  for (unsigned minimum = minimum_of(node); found.empty(); --minimum) {
    const PlanNode wanted = with_minimum(node, minimum);
    for (const auto& [docid, article] : articles_) {
      if (matches_one(wanted, article)) found.push_back(docid);
    }
    if (minimum <= 1) break;
  }
  return found;
}

std::string RandomText::word() { return std::string(kWords[below(kWords.size())]); }

std::string RandomText::words(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "" : " ") + word();
  return out;
}

WrittenArticle RandomText::article() {
  WrittenArticle article;
  article.title = words(below(5));
  article.body = words(1 + below(12));
  static constexpr std::array<std::string_view, 4> kSources{"kcna.kp-en", "kcna.kp-ko", "rodong-sinmun",
                                                            "naenara"};
  if (below(10) > 0) article.values.emplace_back(index::Field::kSource, kSources[below(kSources.size())]);
  article.values.emplace_back(index::Field::kLanguage, below(3) == 0 ? "ko" : "en");
  for (const std::string_view flag : {"conflict_year", "impossible"}) {
    if (below(5) == 0) article.values.emplace_back(index::Field::kFlag, flag);
  }
  if (below(8) > 0) {
    article.yyyymmdd = static_cast<int>((2019 + below(4)) * 10000 + (1 + below(12)) * 100 + 1 + below(28));
  }
  return article;
}

std::string RandomText::part(unsigned depth) {
  switch (below(depth > 2 ? 12 : 15)) {
    case 0:
      return "\"" + words(1 + below(3)) + "\"";
    case 1:
      return fmt::format("near/{}({})", 1 + below(6), words(2 + below(2)));
    case 2:
      return "=" + word();
    case 3:
      return "title:" + word();
    case 4:
      return "title:\"" + words(2) + "\"";
    case 5: {
      static constexpr std::array<std::string_view, 6> kPrefixes{"har*",  "visi*", "sch*",
                                                                 "lant*", "xyz*",  "bridge*"};
      return std::string(kPrefixes[below(kPrefixes.size())]);
    }
    case 6:
      return below(2) == 0 ? "visit~" : "harbors~2";
    case 7: {
      static constexpr std::array<std::string_view, 7> kFields{
          "source:kcna.kp", "source:naenara", "lang:ko",           "flag:impossible",
          "lang:en",        "source:nowhere", "source:=kcna.kp-en"};
      return std::string(kFields[below(kFields.size())]);
    }
    case 8:
      return "school-bridge";
    case 12:
      return "(" + list(depth + 1) + ")";
    case 13:
      return "-" + part(depth + 1);
    case 14:
      return "(" + part(depth + 1) + (below(2) == 0 ? " OR " : " AND ") + part(depth + 1) + ")";
    default:
      return word();
  }
}

std::string RandomText::list(unsigned depth) {
  std::string out = part(depth);
  for (std::size_t i = below(4); i > 0; --i) {
    static constexpr std::array<std::string_view, 6> kJoins{" ", " ", " ", " OR ", " AND ", " +"};
    const std::string_view join = kJoins[below(kJoins.size())];
    out += join;
    std::string next = part(depth);
    if (join == " +" && next.starts_with('-')) next.erase(0, 1);
    out += next;
  }
  return out;
}

std::string RandomText::query() { return list(0); }

}  // namespace dateline::testing
