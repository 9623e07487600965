#include "searcher/remote/remote_shards.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>
#include <utility>

#include "common/index/article_id.h"
#include "common/index/serve_values.h"
#include "common/index/stored_article.h"
#include "common/index/terms_databases.h"
#include "common/index/xapian_wall.h"
#include "common/text/name_list.h"
#include "common/text/printable.h"
#include "searcher/query/bonuses.h"
#include "searcher/query/parser.h"
#include "searcher/remote/local_field.h"
#include "searcher/search/finder.h"
#include "searcher/search/guard_reading.h"
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

std::unique_ptr<Xapian::Weight> weight_of(const SearchRequest& request, const query::Plan& plan) {
  if (auto scheme = search::make_scheme(request.scheme)) return scheme;
  const text::Weighting& w = plan.weighting;
  return std::make_unique<Xapian::BM25PlusWeight>(w.k1, 0, 1, w.b, w.min_normlen, w.delta);
}

/// A place in the order of all shards.
struct Placed {
  Xapian::docid docid = 0;
  double score = 0;
  index::SortKey key;
};

/// Folds copies, and articles that several shards have, and cuts the page out.
struct Page {
  std::vector<Placed> hits;
  std::uint64_t texts = 0;                      ///< different ones among what came
  std::uint64_t repeated = 0;                   ///< articles among these that had come from another shard
  std::map<std::uint64_t, std::size_t> copies;  ///< articles by group

  void cut(const std::vector<Placed>& in_order, const SearchRequest& request) {
    std::set<std::uint64_t> ids;
    std::size_t skipped = 0;
    for (const Placed& placed : in_order) {
      if (!ids.insert(placed.key.id.value).second) {
        ++repeated;
        continue;
      }
      const bool is_copy = ++copies[placed.key.group] > 1;
      texts += is_copy ? 0 : 1;
      if (is_copy && !request.copies) continue;
      if (skipped < request.offset) {
        ++skipped;
      } else if (hits.size() < request.limit) {
        hits.push_back(placed);
      }
    }
  }
};

std::vector<Placed> placed_of(const Xapian::MSet& mset, bool oldest) {
  std::vector<Placed> out;
  out.reserve(mset.size());
  for (auto hit = mset.begin(); hit != mset.end(); ++hit) {
    const std::string bytes = hit.get_sort_key();
    const auto key = oldest ? index::SortKey::of_oldest(bytes) : index::SortKey::of_newest(bytes);
    if (!key) throw std::runtime_error("a shard sends hits without their keys");
    out.push_back({*hit, hit.get_weight(), *key});
  }
  return out;
}

/// Exactly counted, or something is wrong.
std::uint64_t total_of(const Xapian::MSet& mset) {
  if (mset.get_matches_lower_bound() != mset.get_matches_upper_bound())
    throw std::runtime_error("the shards do not count exactly");
  return mset.get_matches_estimated();
}

}  // namespace

Result<std::unique_ptr<RemoteShards>> RemoteShards::open(ShardsWanted wanted) {
  auto out = std::unique_ptr<RemoteShards>(new RemoteShards(std::move(wanted)));
  if (const Status connected = out->connect({}); !connected) return fail(connected.error());
  return out;
}

Status RemoteShards::reopen() { return connect({}); }

Status RemoteShards::connect(const std::vector<std::string>& without) {
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
std::vector<std::string> RemoteShards::failing() const {
  const std::vector<Shard>& shards = open_->set.shards();
  const std::vector<Status> done = open_->set.at_once([&](std::size_t i) {
    Xapian::Enquire enquire(shards[i].database);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(probe_);
    enquire.get_mset(0, 0, shards[i].database.get_doccount());
  });
  return errors_of(done);
}

std::vector<std::string> RemoteShards::errors_of(const std::vector<Status>& done) const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < done.size(); ++i) {
    if (!done[i]) {
      out.push_back(fmt::format("the shard {} does not answer: {}", open_->set.shards()[i].name,
                                text::visible(done[i].error().what)));
    }
  }
  return out;
}

void RemoteShards::throw_errors(const std::vector<Status>& done) const {
  const std::vector<std::string> errors = errors_of(done);
  if (!errors.empty()) throw std::runtime_error(fmt::format("{}", fmt::join(errors, "; ")));
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
    const std::vector<std::string> failed = failing();
    if (failed.empty()) continue;
    if (!wanted_.partial || failed.size() == open_->set.shards().size()) {
      broken_ = true;
      error.what = fmt::format("{}", fmt::join(failed, "; "));
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
  Xapian::Enquire enquire(all());
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Query::MatchAll);
  counter.add_to(enquire);
  enquire.get_mset(0, 0, all().get_doccount());
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

std::vector<search::FacetResult> RemoteShards::count_facets(const SearchRequest& request, const Asked& asked,
                                                            const FacetCounter& counter,
                                                            std::uint64_t total) {
  static const ValueCounts kNone{};
  std::vector<search::FacetResult> out;
  for (const index::Facet facet : request.facets) {
    if (!index::serve_slot(facet)) continue;
    const auto order = request.facet_orders.find(facet);
    const search::FacetRequest wanted{
        facet, request.facet_limit,
        order != request.facet_orders.end() ? order->second : request.facet_order};
    const auto filters = asked.facets.find(facet);
    if (filters == asked.facets.end()) {
      out.push_back(facet_result(wanted, counter.counts(facet), total, counter.with_value(facet), {}, kNone));
      continue;
    }
    search::stop_if_raised(stop_);
    FacetCounter own;
    own.want(facet);
    Xapian::Enquire enquire(all());
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(narrowed(asked.query, asked, facet));
    own.add_to(enquire);
    const std::uint64_t articles = total_of(enquire.get_mset(0, 0, all().get_doccount()));
    out.push_back(facet_result(wanted, own.counts(facet), articles, own.with_value(facet), filters->second,
                               values_of(facet)));
  }
  return out;
}

SearchResult<SearchResponse> RemoteShards::answer(const SearchRequest& request) {
  SearchResult<Asked> as_asked = ask(request);
  if (!as_asked) return tl::unexpected(as_asked.error());
  const Asked& asked = *as_asked;
  SearchResponse out;
  out.query = request.query;
  out.index_articles = reader().articles();
  out.revision = reader().revision();
  out.source_names = reader().counts().source_names;
  out.shards = open_->set.answered();

  FacetCounter counter;
  for (const index::Facet facet : request.facets) {
    if (!index::serve_slot(facet)) {
      out.notices.push_back(fmt::format("The facet {} cannot be had from shards.", index::name(facet)));
    } else if (!asked.facets.contains(facet)) {
      counter.want(facet);
    }
  }
  for (const auto& [facet, order] : request.extra_facets)
    out.notices.push_back(fmt::format("The facet {} cannot be had from shards.", search::name(facet)));

  const bool ranked = request.sort == search::Sort::kRelevance && !asked.terms.empty();
  const bool oldest = request.sort == search::Sort::kOldest;
  const std::unique_ptr<Xapian::Weight> weight = weight_of(request, asked.plan);
  const Query wanted = narrowed(asked.query, asked);
  const Xapian::doccount articles = all().get_doccount();
  // Counting is a search of its own: where hits are sorted by a value, Xapian lets the spies see those of
  // remote databases once more here.
  Xapian::doccount at_least = articles;
  if (!counter.empty()) {
    Xapian::Enquire enquire(all());
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(wanted);
    counter.add_to(enquire);
    out.total = total_of(enquire.get_mset(0, 0, articles));
    at_least = 0;
  }
  // Copies are folded here, so some hits more are fetched; where these are not enough, once more.
  std::uint64_t fetch = request.limit == 0 ? 0 : std::uint64_t{request.offset} + request.limit + 10;
  Page page;
  for (;;) {
    search::stop_if_raised(stop_);
    Xapian::Enquire enquire(all());
    if (ranked) {
      enquire.set_weighting_scheme(*weight);
      enquire.set_sort_by_relevance_then_value(index::kNewestSlot, false);
    } else {
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_sort_by_value(oldest ? index::kOldestSlot : index::kNewestSlot, false);
    }
    enquire.set_query(wanted);
    const auto most = static_cast<Xapian::doccount>(std::min<std::uint64_t>(fetch, articles));
    const Xapian::MSet mset = enquire.get_mset(0, most, at_least);
    if (at_least > 0) out.total = total_of(mset);
    at_least = 0;
    page = {};
    page.cut(placed_of(mset, !ranked && oldest), request);
    if (page.hits.size() == request.limit || mset.size() >= out.total) {
      out.copies_known = mset.size() >= out.total && out.shards->missing.empty();
      break;
    }
    if (mset.size() < most) throw std::runtime_error("the shards send fewer hits than they count");
    fetch *= 4;
  }
  out.facets = count_facets(request, asked, counter, out.total);
  out.groups = out.copies_known ? page.texts : out.total;
  for (const query::Notice& notice : asked.plan.notices) out.notices.push_back(notice.text);
  search::notice_names(asked.plan, request.query, out.notices);
  if (page.repeated > 0) {
    out.notices.push_back(fmt::format(
        "{} of the articles on the way to this page {} in several shards; totals and facets count "
        "such an article once for each.",
        page.repeated, page.repeated == 1 ? "is" : "are"));
  }
  for (const std::string& why : out.shards->missing)
    out.notices.push_back(fmt::format("Not in this answer: {}.", why));
  if (out.total == 0 && asked.plan.relaxable && !request.any)
    out.notices.emplace_back(
        "No article of the shards has all the words; --any finds those with any of them.");
  if (asked.plan.feedback > 0 && !search::make_scheme(request.scheme))
    out.notices.emplace_back(
        "From shards the order is that of the words alone, without those of the best articles.");

  std::vector<Xapian::docid> docids;
  for (const Placed& placed : page.hits) docids.push_back(placed.docid);
  std::vector<Article> articles_read = read(docids);
  for (std::size_t i = 0; i < page.hits.size(); ++i) {
    search::Hit& hit = out.hits.emplace_back();
    hit.rank = request.offset + i + 1;
    hit.docid = page.hits[i].docid;
    hit.score = page.hits[i].score;
    if (out.copies_known && !request.copies) hit.copies = page.copies[page.hits[i].key.group] - 1;
    Article& article = articles_read[i];
    if (request.only_names) {
      hit.article.id = article.id;
      hit.article.key = article.key;
      continue;
    }
    if (request.snippet_bytes > 0) {
      hit.title = snippeter_.whole(article.title, article.language, asked.terms, search::TextPart::kTitle);
      hit.snippet =
          snippeter_.best_passage(article.body, article.language, asked.terms, request.snippet_bytes);
    }
    hit.article = std::move(article);
  }
  return out;
}

std::vector<Article> RemoteShards::read(const std::vector<Xapian::docid>& docids) const {
  const std::vector<Shard>& shards = open_->set.shards();
  const auto count = static_cast<Xapian::docid>(shards.size());
  std::vector<Article> out(docids.size());
  throw_errors(open_->set.at_once([&](std::size_t shard) {
    for (std::size_t i = 0; i < docids.size(); ++i) {
      if ((docids[i] - 1) % count != shard) continue;
      const std::string data = shards[shard].database.get_document((docids[i] - 1) / count + 1).get_data();
      Result<Article> article =
          index::decode_article(data, shards[shard].dictionary.get(), SizeLimits::kArticle);
      if (!article) throw std::runtime_error(article.error().what);
      out[i] = std::move(*article);
      out[i].captures = 0;  // stands in the columns, which no server shows
    }
  }));
  return out;
}

SearchResult<std::optional<search::ShownArticle>> RemoteShards::find_shown(std::string_view id,
                                                                           const SearchRequest* request) {
  using Shown = std::optional<search::ShownArticle>;
  const std::vector<Shard>& shards = open_->set.shards();
  if (id.empty()) return Shown();
  Query named(index::boolean_term(index::Field::kKey, id));
  if (const auto is_id = parse_article_id(id))
    named = Query(Query::OP_OR, Query(index::boolean_term(index::Field::kId, to_string(*is_id))), named);
  probe_ = named;
  const auto fetch = [&](const Query& query, Xapian::doccount most, std::uint64_t& total) {
    Xapian::Enquire of(all());
    of.set_weighting_scheme(Xapian::BoolWeight());
    of.set_sort_by_value(index::kOldestSlot, false);
    of.set_query(query);
    const Xapian::MSet mset = of.get_mset(0, most, all().get_doccount());
    total = total_of(mset);
    return placed_of(mset, true);
  };
  std::uint64_t total = 0;
  std::vector<Placed> found = fetch(named, static_cast<Xapian::doccount>(shards.size() + 10), total);
  if (found.empty()) return Shown();
  const Placed first = *std::min_element(
      found.begin(), found.end(), [](const Placed& a, const Placed& b) { return a.key.id < b.key.id; });
  search::HighlightTerms marks;
  if (request != nullptr) {
    if (SearchResult<Asked> asked = ask(*request)) marks = std::move(asked->terms);
  }
  search::ShownArticle out;
  out.article = read({first.docid}).front();
  out.body = snippeter_.whole(out.article.body, out.article.language, marks);
  out.evidence = search::evidence_of(out.article);
  const std::string group = index::group_value(first.key.group);
  std::vector<Placed> copies = fetch(Query(Query::OP_VALUE_RANGE, index::kGroupSlot, group, group),
                                     static_cast<Xapian::doccount>(search::kMaxCopies + found.size()), total);
  std::erase_if(copies, [&](const Placed& copy) { return copy.key.id == first.key.id; });
  out.copies_in_all = total - std::min<std::uint64_t>(total, found.size());
  if (copies.size() > search::kMaxCopies) copies.resize(search::kMaxCopies);
  std::vector<Xapian::docid> docids;
  for (const Placed& copy : copies) docids.push_back(copy.docid);
  std::vector<Article> copies_read = read(docids);
  for (std::size_t i = 0; i < copies.size(); ++i) {
    copies_read[i].body.clear();
    out.copies.push_back({copies[i].docid, std::move(copies_read[i])});
  }
  return Shown(std::move(out));
}

}  // namespace dateline::remote
