#include "searcher/search/extra_facets.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "searcher/search/article_texts.h"
#include "searcher/search/groups.h"
#include "searcher/search/one_line.h"
#include "searcher/search/text_names.h"

namespace dateline::search {
namespace {

/// Counts a value once for each article, or for each group of copies.
class ValueCounts {
 public:
  /// Articles of one group come one after the other.
  void add(const std::string& value, std::uint64_t unit) {
    Count& count = counts_[value];
    if (count.last == unit) return;
    count.last = unit;
    ++count.units;
  }

  void write(const ExtraFacetRequest& request, ExtraFacetResult& out) const {
    for (const auto& [value, count] : counts_) out.values.push_back({value, count.units, false});
    if (request.order == FacetOrder::kValueDown) std::reverse(out.values.begin(), out.values.end());
    if (request.order == FacetOrder::kCount) {
      std::stable_sort(out.values.begin(), out.values.end(),
                       [](const FacetValue& a, const FacetValue& b) { return a.count > b.count; });
    }
    const std::size_t kept =
        request.limit == 0 ? out.values.size() : std::min(request.limit, out.values.size());
    for (std::size_t i = kept; i < out.values.size(); ++i) {
      out.others += out.values[i].count;
      ++out.other_values;
    }
    out.values.resize(kept);
  }

 private:
  struct Count {
    std::uint64_t units = 0;
    std::uint64_t last = 0;  ///< unit that was counted last; units begin with 1
  };
  std::map<std::string, Count> counts_;
};

bool is_counted(text::LexiconGroup::Kind kind) {
  return kind == text::LexiconGroup::Kind::kPerson || kind == text::LexiconGroup::Kind::kOrganisation;
}

/// Whether a name is that of the agency in a dateline, "(KCNA) --": that tells who printed the article, not
/// of whom it speaks.
bool is_of_dateline(std::string_view text, const TextName& name) {
  if (name.begin == 0 || text[name.begin - 1] != '(' || !text.substr(name.end).starts_with(')')) return false;
  std::string_view behind = text.substr(name.end + 1);
  behind.remove_prefix(std::min(behind.find_first_not_of(' '), behind.size()));
  return behind.starts_with("-") || behind.starts_with("–") || behind.starts_with("—");
}

/// An article of a set and what it counts as: itself, or its group.
struct Counted {
  std::uint64_t unit = 0;
  std::uint32_t docid = 0;
};

std::vector<Counted> counted_articles(const index::Columns& columns, const MatchSet& matches,
                                      FacetUnit unit) {
  std::vector<Counted> out;
  for (const std::uint32_t docid : matches.docids())
    out.push_back({unit == FacetUnit::kGroups ? group_of(columns, docid) : docid, docid});
  std::stable_sort(out.begin(), out.end(),
                   [](const Counted& a, const Counted& b) { return a.unit < b.unit; });
  return out;
}

/// Units of which no article has a value.
std::uint64_t without_value(const std::vector<Counted>& articles, const std::vector<bool>& has) {
  std::uint64_t none = 0;
  for (std::size_t i = 0; i < articles.size();) {
    bool any = false;
    const std::uint64_t unit = articles[i].unit;
    for (; i < articles.size() && articles[i].unit == unit; ++i) any = any || has[i];
    none += any ? 0 : 1;
  }
  return none;
}

Result<ExtraFacetResult> count_names(const index::IndexReader& reader, const text::Lexicon& lexicon,
                                     const std::vector<Counted>& articles, const ExtraFacetRequest& request,
                                     const StopFlag* stop) {
  ExtraFacetResult out;
  ValueCounts counts;
  ArticleTexts texts;
  std::vector<bool> has(articles.size());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    stop_if_raised(stop);
    const Result<Article> article = reader.article(articles[i].docid);
    if (!article) return fail(article.error());
    texts.each(*article, text::Analyzer::Stems::kLater, [&](const ArticleTexts::Text& text) {
      for (const TextName& name : names_in(text.tokens, lexicon)) {
        if (name.group && !is_counted(lexicon.group(*name.group).kind)) continue;
        if (is_of_dateline(text.text, name)) continue;
        counts.add(name.group ? lexicon.group(*name.group).spellings.front()
                              : one_line(text.text.substr(name.begin, name.end - name.begin)),
                   articles[i].unit);
        has[i] = true;
      }
    });
  }
  counts.write(request, out);
  out.none = without_value(articles, has);
  return out;
}

Result<ExtraFacetResult> count_captured(const index::IndexReader& reader,
                                        const std::vector<Counted>& articles,
                                        const ExtraFacetRequest& request, const StopFlag* stop) {
  const index::Terms& terms = reader.terms();
  ExtraFacetResult out;
  ValueCounts counts;
  std::vector<bool> has(articles.size());
  std::vector<std::size_t> numbers(std::size_t{reader.columns().last_docid()} + 1,
                                   articles.size());  // by docid
  for (std::size_t i = 0; i < articles.size(); ++i) numbers[articles[i].docid] = i;
  const std::string prefix(index::info(index::Field::kCaptured).month_prefix);
  std::vector<std::size_t> captured;
  for (index::TermCursor cursor = terms.dictionary(prefix); !cursor.at_end(); cursor.next()) {
    stop_if_raised(stop);
    const std::string term = cursor.term();
    constexpr std::size_t kMonthDigits = 6;
    const std::string digits = term.substr(prefix.size());
    if (digits.size() != kMonthDigits) continue;
    captured.clear();
    for (const index::Docid docid : terms.docids(term)) {
      if (numbers[docid] < articles.size()) captured.push_back(numbers[docid]);
    }
    std::sort(captured.begin(), captured.end());  // copies side by side
    for (const std::size_t i : captured) {
      counts.add(digits.substr(0, 4) + "-" + digits.substr(4), articles[i].unit);
      has[i] = true;
    }
  }
  counts.write(request, out);
  out.none = without_value(articles, has);
  return out;
}

Result<ExtraFacetResult> count_added(const index::IndexReader& reader, const std::vector<Counted>& articles,
                                     const ExtraFacetRequest& request) {
  ExtraFacetResult out;
  ValueCounts counts;
  std::vector<bool> has(articles.size());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const auto day = index::day_added(reader.additions(), articles[i].docid);
    if (!day) continue;
    counts.add(dates::to_iso(*day), articles[i].unit);
    has[i] = true;
  }
  counts.write(request, out);
  out.none = without_value(articles, has);
  return out;
}

Result<ExtraFacetResult> count_tags(const index::IndexReader& reader, const notes::Notes& notes,
                                    const std::vector<Counted>& articles, const ExtraFacetRequest& request) {
  ExtraFacetResult out;
  ValueCounts counts;
  std::vector<bool> has(articles.size());
  for (std::size_t i = 0; i < articles.size() && !notes.articles.empty(); ++i) {
    for (const std::string& tag : notes.of(reader.columns().id(articles[i].docid)).tags) {
      counts.add(tag, articles[i].unit);
      has[i] = true;
    }
  }
  counts.write(request, out);
  out.none = without_value(articles, has);
  return out;
}

}  // namespace

std::optional<ExtraFacet> find_extra_facet(std::string_view name) {
  const auto found = std::find(kExtraFacetNames.begin(), kExtraFacetNames.end(), name);
  if (found == kExtraFacetNames.end()) return std::nullopt;
  return static_cast<ExtraFacet>(found - kExtraFacetNames.begin());
}

Result<ExtraFacetResult> count_extra_facet(const index::IndexReader& reader, const text::Lexicon& lexicon,
                                           const notes::Notes& notes, const MatchSet& matches,
                                           const ExtraFacetRequest& request, const StopFlag* stop) {
  const std::vector<Counted> articles = counted_articles(reader.columns(), matches, request.unit);
  const auto count = [&]() -> Result<ExtraFacetResult> {
    switch (request.facet) {
      case ExtraFacet::kNames:
        return count_names(reader, lexicon, articles, request, stop);
      case ExtraFacet::kCaptured:
        return count_captured(reader, articles, request, stop);
      case ExtraFacet::kAdded:
        return count_added(reader, articles, request);
      case ExtraFacet::kTag:
        return count_tags(reader, notes, articles, request);
    }
    return ExtraFacetResult();
  };
  Result<ExtraFacetResult> out = count();
  if (!out) return out;
  out->facet = request.facet;
  out->articles = matches.size();
  return out;
}

}  // namespace dateline::search
