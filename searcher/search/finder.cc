#include "searcher/search/finder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/dates/query_dates.h"
#include "common/text/ranking_recipe.h"
#include "searcher/query/bonuses.h"
#include "searcher/query/parser.h"
#include "searcher/search/missing_parts.h"
#include "searcher/search/near_values.h"

namespace dateline::search {
namespace {

constexpr std::size_t kMaxLanguages = 8;
constexpr std::size_t kMaxNamed = 5;
constexpr std::string_view kAboutStamps =
    "juche: asks for the Juche date printed on an article as its stamp; for the day of publication write "
    "for example date:juche112.";

query::Mode query_mode(const SearchRequest& request) {
  return request.any ? query::Mode::kAny : query::Mode::kAll;
}

MatchSets sets_of(const index::IndexReader& reader, PostingStore& postings, const StopFlag* stop) {
  return MatchSets(reader.terms(), {.stop = stop, .postings = &postings});
}

/// A filter by a value that no article has finds nothing, which is easily taken for an answer.
void notice_unknown_values(const Filters& filters, const index::Columns& columns,
                           std::vector<std::string>& notices) {
  for (const FacetFilter& filter : filters.facets) {
    if (!chosen_ordinals(filter, columns).empty()) continue;
    const std::string_view name = index::name(filter.facet);
    std::string notice = fmt::format("No article of the index has {}={}.", name, filter.value);
    std::vector<std::string> near = near_values(columns, filter.facet, filter.value, Finder::kSuggestions);
    for (std::string& value : near) value = fmt::format("{}={}", name, value);
    if (!near.empty()) notice += fmt::format(" Did you mean {}?", fmt::join(near, " or "));
    notices.push_back(std::move(notice));
  }
}

/// Of an earlier state of an index: which of its articles cannot be found any more.
void notice_missing(const index::IndexReader& reader, std::vector<std::string>& notices) {
  for (const auto& index : reader.indexes()) {
    if (index->missing.empty()) continue;
    std::vector<std::string> ids;
    for (const ArticleId id : index->missing) ids.push_back(to_string(id));
    notices.push_back(
        fmt::format("{} missing of this state, because {} purged since: {}.",
                    ids.size() == 1 ? "1 article is" : fmt::format("{} articles are", ids.size()),
                    ids.size() == 1 ? "it was" : "they were", fmt::join(ids, ", ")));
  }
}

}  // namespace

/// A name of several words finds fewer articles than its words do, or more: which it was must be seen.
void notice_names(const query::Plan& plan, std::string_view text, std::vector<std::string>& notices) {
  std::vector<std::string> together;
  std::vector<std::string> scattered;
  for (const query::NameRead& name : plan.names)
    (name.scattered ? scattered : together)
        .push_back(fmt::format("'{}'", text.substr(name.range.offset, name.range.length)));
  if (!together.empty()) {
    notices.push_back(fmt::format("Read as {}, the words side by side, in every spelling: {}.",
                                  together.size() > 1 ? "names" : "a name", fmt::join(together, ", ")));
  }
  if (!scattered.empty())
    notices.push_back(fmt::format("These words may occur anywhere, not side by side as a name: {}.",
                                  fmt::join(scattered, ", ")));
}

Finder::Finder(const index::IndexReader& reader, const StopFlag* stop, notes::NotesReader* notes)
    : reader_(reader),
      reader_notes_(notes),
      postings_(reader.terms()),
      sets_(sets_of(reader, postings_, stop)),
      vocabulary_(reader.terms(), stop),
      stop_(stop) {
  leads_ = query::leads_of(reader_.terms());
  choose_languages();
}

const text::Lexicon& Finder::lexicon() {
  if (!lexicon_) lexicon_ = lexicon_of_index();
  return *lexicon_;
}

/// The built-in one with the lists that the index was built with. What does not go together with it any more
/// is left out.
text::Lexicon Finder::lexicon_of_index() {
  text::Lexicon lexicon = text::Lexicon::built_in(analyzer_).value_or(text::Lexicon());
  std::vector<text::NameList> added;
  for (const auto& index : reader_.indexes()) {
    for (text::NameList& list : text::decode_name_lists(index->names)) {
      if (std::find(added.begin(), added.end(), list) != added.end()) continue;
      if (lexicon.add(list.text, list.name, analyzer_)) added.push_back(std::move(list));
    }
  }
  return lexicon;
}

Status Finder::use_names(const std::shared_ptr<const std::vector<text::NameList>>& names) {
  if (!names || names == names_ || (names_ && *names == *names_)) return {};
  text::Lexicon grown = lexicon_of_index();
  for (const text::NameList& list : *names) {
    if (const Status added = grown.add(list.text, list.name, analyzer_); !added) return added;
  }
  lexicon_ = std::move(grown);
  names_ = names;
  return {};
}

void Finder::stop_at(const StopFlag* stop) {
  stop_ = stop;
  sets_ = sets_of(reader_, postings_, stop);
  vocabulary_.stop_at(stop);
}

SearchResult<Found> Finder::find(const SearchRequest& request) {
  SearchResult<query::Plan> plan = this->plan(request);
  if (!plan) return tl::unexpected(plan.error());
  return find(request, std::move(*plan));
}

SearchResult<Found> Finder::find(const SearchRequest& request, query::Plan plan) {
  Found out;
  SearchResult<Filters> filters = filters_of(request);
  if (!filters) return tl::unexpected(filters.error());
  if (request.within && request.within->revision != reader_.revision()) {
    return tl::unexpected(wrap(Error{ErrorKind::kIndex,
                                     fmt::format("a set of articles of {} means nothing in {}",
                                                 request.within->revision, reader_.revision()),
                                     "the index was replaced; ask again"}));
  }
  const MatchSet* within = request.within ? &request.within->articles : nullptr;
  const query::PlanNode beside = filter_plan(*filters, reader_.terms(), reader_.columns(), tagged());
  if (notes_error_) return tl::unexpected(wrap(*std::exchange(notes_error_, std::nullopt)));
  const bool filtered = beside.op != query::PlanNode::Op::kEverything;
  std::vector<FacetRequest> wanted;
  for (const index::Facet facet : request.facets) {
    const auto order = request.facet_orders.find(facet);
    wanted.push_back({facet, request.facet_limit,
                      order != request.facet_orders.end() ? order->second : request.facet_order});
  }
  MatchSet found;
  const auto answer_for = [&](const query::PlanNode& root) {
    found = sets_.find(root, within).set;
    if (filtered) found = sets_.find(beside, &found).set;
    return count_facets(found, reader_.columns(), filters->facets, wanted, request.facet_unit);
  };
  FacetAnswer answer;
  const bool is_long = plan.loose_parts >= kLongQuery && plan.relaxable && !request.any;
  if (!is_long) answer = answer_for(plan.root);
  if (answer.matches.empty() && !request.any && plan.relaxable) {
    const std::size_t words = plan.loose_parts;
    SearchResult<query::Plan> loose = this->plan(request, query::Mode::kMax);
    if (!loose) return tl::unexpected(loose.error());
    answer = answer_for(loose->root);
    if (!answer.matches.empty()) {
      out.relaxed = true;
      plan = std::move(*loose);
      out.notices.push_back(
          is_long ? fmt::format("The query has {} words; these articles have most of them.", words)
                  : "No article has all the words; these have most of them.");
    }
  }
  notice_unknown_values(*filters, reader_.columns(), out.notices);
  notice_names(plan, request.query, out.notices);
  for (const query::Notice& notice : plan.notices) out.notices.push_back(notice.text);
  if (!out.relaxed) suggest_phrase(request, plan, answer.matches, out.notices);
  std::vector<query::SourceRange> told;
  if (answer.matches.empty() || out.relaxed) told = suggest_spellings(request, out);
  suggest_frequent(request, plan, out);
  suggest_names(request, plan, out);
  out.narrowed = filtered || within != nullptr || answer.matches.size() != found.size();
  out.matches = std::move(answer.matches);
  out.facets = std::move(answer.facets);
  out.plan = std::move(plan);
  out.filters = std::move(*filters);
  if (out.matches.empty()) say_why_nothing(request, told, out);
  notice_missing(reader_, out.notices);
  return out;
}

SearchResult<Selection> Finder::select(const SearchRequest& request) {
  SearchRequest without_facets = request;
  without_facets.facets.clear();
  const SearchResult<Found> found = find(without_facets);
  if (!found) return tl::unexpected(found.error());
  return selection(request, *found);
}

Selection Finder::selection(const SearchRequest& request, const Found& found) {
  const MatchSet* within = request.within ? &request.within->articles : nullptr;
  const MatchSet beside =
      sets_.find(filter_plan(found.filters, reader_.terms(), reader_.columns(), tagged()), within).set;
  return Selection{.query = request.query,
                   .matches = found.matches,
                   .base = count_facets(beside, reader_.columns(), found.filters.facets, {}).matches,
                   .plan = found.plan,
                   .filters = found.filters,
                   .relaxed = found.relaxed,
                   .notices = found.notices};
}

SearchResult<query::Plan> Finder::plan(const SearchRequest& request) {
  return plan(request, query_mode(request));
}

query::PlanOptions Finder::plan_options(const SearchRequest& request) {
  return plan_options(request, query_mode(request));
}

std::vector<query::PlanNode> Finder::context(const SearchRequest& request) {
  std::vector<query::PlanNode> out;
  SearchRequest earlier = request;
  for (const std::string& text : request.context) {
    earlier.query = text;
    if (auto plan = this->plan(earlier, query::Mode::kAny)) out.push_back(std::move(plan->root));
  }
  return out;
}

/// English and the languages in which most articles are written, unknown being one of them.
void Finder::choose_languages() {
  const index::Columns& columns = reader_.columns();
  const std::uint64_t all = reader_.articles();
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  std::uint64_t known = 0;
  for (std::uint32_t i = 1; i <= columns.value_count(index::Facet::kLanguage); ++i) {
    order.emplace_back(columns.articles(index::Facet::kLanguage, i), i);
    known += order.back().first;
  }
  order.emplace_back(all - std::min(all, known), 0);
  std::sort(order.rbegin(), order.rend());
  languages_.push_back(text::Language::from_code("en"));
  for (const auto& [count, ordinal] : order) {
    const auto language = text::Language::from_code(columns.value(index::Facet::kLanguage, ordinal));
    if ((count + 1) * 200 < all + 1 && !language.known()) continue;  // a handful of unknown ones
    if (language != languages_.front() && languages_.size() < kMaxLanguages) languages_.push_back(language);
  }
}

query::PlanOptions Finder::plan_options(const SearchRequest& request, query::Mode mode) {
  query::PlanOptions options;
  options.mode = mode;
  options.languages = languages_;
  if (const auto language = text::Language::from_code(request.language); language.known()) {
    options.languages = {language};
  }
  if (!request.literal) options.lexicon = &lexicon();
  options.exact_names = request.exact_names;
  options.scattered = request.scattered;
  options.count = [this](const query::PlanNode& node) { return sets_.find(node).set.size(); };
  options.leads = leads_;
  options.columns = &reader_.columns();
  options.tagged = tagged();
  options.additions = reader_.additions();
  return options;
}

/// What is wrong with the notes is kept in notes_error_: only a query that asks for a tag needs them.
query::Tagged Finder::tagged() {
  if (reader_notes_ == nullptr) return {};
  return [this](std::string_view tag, bool prefix) -> std::vector<ArticleId> {
    const auto notes = reader_notes_->read();
    if (notes) return (*notes)->tagged(tag, prefix);
    notes_error_ = notes.error();
    return {};
  };
}

SearchResult<query::Plan> Finder::plan(const SearchRequest& request, query::Mode mode) {
  if (const Status used = use_names(request.names); !used) return tl::unexpected(wrap(used.error()));
  const auto ast = query::parse(request.query, {.literal = request.literal, .today = request.today});
  if (!ast) return tl::unexpected(wrap(ast.error(), request.query));
  auto plan = query::plan(*ast, request.query, reader_.terms(), analyzer_, plan_options(request, mode));
  if (notes_error_) return tl::unexpected(wrap(*std::exchange(notes_error_, std::nullopt)));
  if (!plan) return tl::unexpected(wrap(plan.error(), request.query));
  return std::move(*plan);
}

/// An empty answer is easily taken for silence of the archive, where a part of the query or a filter is the
/// cause: adds to the notices which. `told`: parts that notices name already.
void Finder::say_why_nothing(const SearchRequest& request, const std::vector<query::SourceRange>& told,
                             Found& found) {
  std::vector<std::string>& notices = found.notices;
  const std::uint64_t unfiltered = sets_.find(found.plan.root).set.size();
  if (unfiltered > 0) {
    if (found.narrowed && !request.within && notices.empty()) {
      notices.push_back(
          fmt::format("The query alone finds {}; none of them passes the filters.", unfiltered));
    }
    return;
  }
  const auto is_told = [&](const query::SourceRange& range) {
    return std::ranges::find(told, range) != told.end() ||
           std::ranges::find(found.plan.notices, range, &query::Notice::range) != found.plan.notices.end();
  };
  const auto text_of = [&](const query::SourceRange& range) {
    return std::string_view(request.query).substr(range.offset, range.length);
  };
  MissingParts missing = missing_parts(count_parts(found.plan.root, sets_));
  if (missing.last) {
    notices.push_back(fmt::format(
        "Each part of the query finds articles, but no article has all parts: none is left at '{}'.",
        text_of(*missing.last)));
  }
  std::erase_if(missing.absent, is_told);
  if (missing.absent.size() > kMaxNamed) missing.absent.resize(kMaxNamed);
  if (missing.absent.empty()) return;
  std::vector<std::string> absent;
  bool asks_for_stamp = false;
  for (const query::SourceRange& range : missing.absent) {
    absent.push_back(fmt::format("'{}'", text_of(range)));
    asks_for_stamp |= text_of(range).starts_with("juche:");
  }
  notices.push_back(
      fmt::format("No article has {}{}.", absent.size() > 1 ? "any of: " : "", fmt::join(absent, ", ")));
  if (asks_for_stamp) notices.emplace_back(kAboutStamps);
}

SearchResult<Filters> filters_of(const SearchRequest& request) {
  Filters filters;
  for (const std::string& filter : request.filters) {
    if (const Status added = add_filter(filters, filter); !added) return tl::unexpected(wrap(added.error()));
  }
  for (const auto& [option, text, day] :
       {std::tuple{"--from", &request.from, &filters.from}, std::tuple{"--to", &request.to, &filters.to}}) {
    if (text->empty()) continue;
    const auto range = dates::parse_query_date(*text);
    if (!range) {
      Error error = range.error();
      error.what = fmt::format("{} '{}': {}", option, *text, error.what);
      return tl::unexpected(wrap(std::move(error)));
    }
    if (text->find("..") != std::string::npos) {
      return tl::unexpected(wrap(Error{ErrorKind::kUsage, fmt::format("{} '{}' is a range", option, *text),
                                       "write --from FIRST --to LAST"}));
    }
    *day = day == &filters.from ? range->from : range->to;
  }
  if (filters.from && filters.to && *filters.from > *filters.to) {
    return tl::unexpected(wrap(Error{ErrorKind::kUsage,
                                     fmt::format("--from {} is later than --to {}", request.from, request.to),
                                     "exchange the two"}));
  }
  return filters;
}

}  // namespace dateline::search
