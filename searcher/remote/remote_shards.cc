#include "searcher/remote/remote_shards.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "common/index/terms_databases.h"
#include "common/index/xapian_wall.h"
#include "common/text/name_list.h"
#include "common/text/printable.h"
#include "searcher/query/bonuses.h"
#include "searcher/query/parser.h"
#include "searcher/remote/asking.h"
#include "searcher/remote/local_field.h"
#include "searcher/search/finder.h"
#include "searcher/search/highlight.h"
#include "searcher/search/xapian_query.h"

namespace dateline::remote {
namespace {

using search::not_of_shards;
using search::SearchRequest;
using search::SearchResponse;
using search::SearchResult;
using search::wrap;
using Xapian::Query;

/// Plans are made again until nothing is asked that is not known: a few times.
constexpr int kMaxPlans = 30;
/// So many requests are answered without a shard before it is tried again.
constexpr std::size_t kPatience = 20;
constexpr std::size_t kMaxLanguages = 8;

SearchResult<void> check_request(const SearchRequest& request) {
  const auto no = [](std::string_view what) { return tl::unexpected(wrap(not_of_shards(what))); };
  if (request.within || !request.context.empty()) return no("a search within the articles of another one");
  if (request.recency_years > 0) return no("an order that prefers new articles");
  if (request.facet_unit == search::FacetUnit::kGroups) return no("a count of different texts");
  for (const std::string& filter : request.filters) {
    if (filter.starts_with("copies=")) return no("a filter by the number of copies");
    const index::FieldInfo* field = index::find_field(filter.substr(0, filter.find('=')));
    if (field != nullptr && is_local(field->field)) return no(fmt::format("a filter by {}", field->name));
  }
  return {};
}

/// English and the languages of most articles.
std::vector<text::Language> languages_of(const index::IndexCounts& counts) {
  std::vector<text::Language> out{text::Language::from_code("en")};
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [code, articles] : counts.by_language) order.emplace_back(articles, code);
  std::sort(order.rbegin(), order.rend());
  for (const auto& [articles, code] : order) {
    const auto language = text::Language::from_code(code);
    if ((articles + 1) * 200 < counts.articles + 1 && !language.known())
      continue;  // a handful of unknown ones
    if (language != out.front() && out.size() < kMaxLanguages) out.push_back(language);
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<RemoteShards>> RemoteShards::open(ShardsWanted wanted) {
  auto out = std::unique_ptr<RemoteShards>(new RemoteShards(std::move(wanted)));
  if (const Status connected = out->connect({}); !connected) return fail(connected.error());
  return out;
}

Status RemoteShards::reopen() { return connect({}); }

Status RemoteShards::connect(const Failed& without) {
  broken_ = true;
  Result<ShardSet> set = ShardSet::open(wanted_, without);
  if (!set) return fail(set.error());
  return index::guard([&] {
    auto open = std::make_unique<Open>(Open{std::move(*set), {}, {}, {}, {}, {}});
    std::vector<index::Terms::Databases::Part> parts;
    std::vector<std::string> names;
    index::Docid base = 0;
    for (const Shard& shard : open->set.shards()) {
      const index::Docid last = base + static_cast<index::Docid>(shard.database.get_lastdocid());
      parts.push_back({shard.database, base, base + 1, last});
      base = last;
      names.push_back(shard.name);
    }
    open->languages = languages_of(open->set.counts());
    auto databases = std::make_shared<index::Terms::Databases>(std::move(parts), std::vector<index::Docid>());
    databases->ask(&open->lookups);
    open->reader =
        index::IndexReader::of_shards(index::Terms(std::move(databases)), open->set.counts(),
                                      fmt::format("{}", fmt::join(names, ", ")), open->set.revision());
    open->leads = query::leads_of(open->reader.terms());
    open_ = std::move(open);
    lexicon_.reset();
    answered_since_ = 0;
    broken_ = false;
  });
}

/// Asks each shard alone what was asked of all.
Failed RemoteShards::failing() const {
  const std::vector<Shard>& shards = open_->set.shards();
  const std::vector<Status> done =
      open_->set.at_once([&](std::size_t i) { count_articles(shards[i].database, probe_); });
  return errors_of(done);
}

Failed RemoteShards::errors_of(const std::vector<Status>& done) const {
  Failed out;
  for (std::size_t i = 0; i < done.size(); ++i) {
    const std::string& name = open_->set.shards()[i].name;
    if (!done[i]) {
      out[name] = fmt::format("the shard {} does not answer: {}", text::visible(name),
                              text::visible(done[i].error().what));
    }
  }
  return out;
}

namespace {

std::string reasons(const Failed& failed) {
  std::string out;
  for (const auto& [name, why] : failed) out += (out.empty() ? "" : "; ") + why;
  return out;
}

}  // namespace

void RemoteShards::throw_errors(const std::vector<Status>& done) const {
  if (const Failed errors = errors_of(done); !errors.empty()) throw std::runtime_error(reasons(errors));
}

/// After an error nothing is known of what is still on its way in the connections, so new ones are made.
template <class F>
auto RemoteShards::asking(F work) -> decltype(work()) {
  if (!open_->set.answered().missing.empty() && ++answered_since_ > kPatience) broken_ = true;
  for (bool again = false;; again = true) {
    if (broken_) {
      if (const Status connected = connect({}); !connected) return tl::unexpected(wrap(connected.error()));
    }
    auto outcome = index::guard([&]() -> decltype(work()) {
      try {
        open_->lookups.make_room();
        // Who asks once does not pay for more connections.
        if (++open_->requests == 2) open_->set.open_lines(wanted_.limits);
        return work();
      } catch (const search::Stopped&) {
        return tl::unexpected(wrap(stopped_error()));
      }
    });
    if (outcome) return std::move(*outcome);
    broken_ = true;
    Error error = outcome.error();
    error.kind = ErrorKind::kIndex;
    error.hint = "--shard-timeout gives the shards more time; --partial answers without those that fail";
    if (again) return tl::unexpected(wrap(std::move(error)));
    if (const Status connected = connect({}); !connected) return tl::unexpected(wrap(connected.error()));
    const Failed failed = failing();
    if (failed.empty()) continue;
    if (!wanted_.partial || failed.size() == open_->set.shards().size()) {
      broken_ = true;
      error.what = reasons(failed);
      return tl::unexpected(wrap(std::move(error)));
    }
    if (const Status connected = connect(failed); !connected) return tl::unexpected(wrap(connected.error()));
  }
}

SearchResult<SearchResponse> RemoteShards::search(const SearchRequest& request) {
  return asking([&] { return answer(request); });
}
SearchResult<search::Timeline> RemoteShards::timeline(const search::TimelineRequest& request) {
  return asking([&] { return count_timeline(request); });
}
SearchResult<std::optional<search::ShownArticle>> RemoteShards::show(std::string_view id,
                                                                     const SearchRequest* request) {
  return asking([&] { return find_shown(id, request); });
}

const text::Lexicon& RemoteShards::lexicon() {
  if (lexicon_) return *lexicon_;
  text::Lexicon lexicon = text::Lexicon::built_in(analyzer_).value_or(text::Lexicon());
  std::vector<text::NameList> added;
  const auto add = [&](text::NameList list) {
    if (std::find(added.begin(), added.end(), list) != added.end()) return;
    if (lexicon.add(list.text, list.name, analyzer_)) added.push_back(std::move(list));
  };
  for (const Shard& shard : open_->set.shards()) {
    for (text::NameList& list : text::decode_name_lists(shard.names)) add(std::move(list));
  }
  if (names_) std::for_each(names_->begin(), names_->end(), add);
  lexicon_ = std::move(lexicon);
  return *lexicon_;
}

Status RemoteShards::use_names(std::shared_ptr<const std::vector<text::NameList>> names) {
  if (!names || names == names_ || (names_ && *names == *names_)) return {};
  text::Lexicon checked = text::Lexicon::built_in(analyzer_).value_or(text::Lexicon());
  for (const text::NameList& list : *names) {
    if (const Status added = checked.add(list.text, list.name, analyzer_); !added) return added;
  }
  names_ = std::move(names);
  lexicon_.reset();
  return {};
}

query::PlanOptions RemoteShards::plan_options(const SearchRequest& request) {
  query::PlanOptions options;
  options.mode = request.any ? query::Mode::kAny : query::Mode::kAll;
  options.languages = open_->languages;
  if (const auto language = text::Language::from_code(request.language); language.known())
    options.languages = {language};
  if (!request.literal) options.lexicon = &lexicon();
  options.exact_names = request.exact_names;
  options.scattered = request.scattered;
  options.count = [this](const query::PlanNode& node) { return open_->lookups.count(node); };
  options.leads = open_->leads;
  return options;
}

SearchResult<RemoteShards::Asked> RemoteShards::ask(const SearchRequest& request) {
  if (const auto sound = check_request(request); !sound) return tl::unexpected(sound.error());
  if (const Status used = use_names(request.names); !used) return tl::unexpected(wrap(used.error()));
  SearchResult<search::Filters> filters = search::filters_of(request);
  if (!filters) return tl::unexpected(filters.error());
  const auto ast = query::parse(request.query, {.literal = request.literal, .today = request.today});
  if (!ast) return tl::unexpected(wrap(ast.error(), request.query));
  if (const auto field = local_field(ast->root))
    return tl::unexpected(wrap(not_of_shards(fmt::format("the field {}:", index::info(*field).name))));
  Asked out;
  for (search::FacetFilter& filter : filters->facets) out.facets[filter.facet].push_back(filter);
  out.filters = *filters;
  Lookups& lookups = open_->lookups;
  for (int plans = 0;; ++plans) {
    search::stop_if_raised(stop_);
    auto plan = query::plan(*ast, request.query, terms(), analyzer_, plan_options(request));
    if (plan) {
      if (search::needs_match_set(plan->root)) {
        return tl::unexpected(
            wrap(not_of_shards("a phrase in which a word may be any, or most of the words of a text")));
      }
      const query::PlanNode beside = search::filter_plan(*filters, terms(), index::Columns());
      out.query = search::to_xapian(*plan, terms());
      out.filter =
          beside.op == query::PlanNode::Op::kEverything ? Query() : search::to_xapian(beside, terms());
      out.terms = search::highlight_terms(terms(), plan->root);
    }
    if (lookups.complete()) {
      if (!plan) return tl::unexpected(wrap(plan.error(), request.query));
      out.plan = std::move(*plan);
      probe_ = out.query;
      return out;
    }
    if (plans == kMaxPlans) throw std::runtime_error("the query cannot be read: it asks for ever more words");
    throw_errors(lookups.fetch(open_->set, terms()));
  }
}

const ValueCounts& RemoteShards::values_of(index::Facet facet) {
  const auto known = open_->values.find(facet);
  if (known != open_->values.end()) return known->second;
  FacetCounter counter;
  counter.want(facet);
  count_articles(all(), Query::MatchAll, &counter);
  return open_->values.emplace(facet, counter.counts(facet)).first->second;
}

Query RemoteShards::narrowed(const Query& query, const Asked& asked, std::optional<index::Facet> without) {
  std::vector<Query> filters;
  if (!asked.filter.empty()) filters.push_back(asked.filter);
  for (const auto& [facet, of_facet] : asked.facets) {
    if (facet != without) filters.push_back(facet_query(of_facet, values_of(facet)));
  }
  if (filters.empty()) return query;
  return {Query::OP_FILTER, query, Query(Query::OP_AND, filters.begin(), filters.end())};
}

}  // namespace dateline::remote
