// An index of several segments, with articles that died or changed, answers as an index of one segment of its
// living articles does, whatever their order.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <stdexcept>

#include "common/index/article_id.h"
#include "searcher/export/run_export.h"
#include "searcher/repl/index_values.h"
#include "searcher/repl/offer.h"
#include "searcher/search/collocates.h"
#include "searcher/search/engine.h"
#include "searcher/search/explain.h"
#include "searcher/search/kwic.h"
#include "searcher/search/silences.h"
#include "searcher/search/similar.h"
#include "searcher/search/timeline.h"
#include "searcher/search/timeline_series.h"
#include "searcher/search/twins.h"
#include "tests/searcher/search/random_words.h"
#include "tests/searcher/search/segmented_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::search {
namespace {

using testing::StoredArticle;
using testing::StoredSegment;

using testing::draw;
using testing::one_of;
using testing::Random;
using testing::words;

constexpr std::array<std::string_view, 4> kSources{"Harbour News", "Quay Letter", "Bridge Post",
                                                   "Rare Gazette"};
constexpr std::array<std::string_view, 4> kTopics{"", "weather", "trade", "sport"};

Article random_article(std::size_t number, const std::vector<Article>& earlier, Random& random) {
  Article out;
  out.url = fmt::format("https://{}.example.org/{}", one_of(kTopics, random), number);
  out.id = index::address_id(out.url);
  if (draw(random, 3) == 0) out.key = fmt::format("key-{}", draw(random, 20));
  if (draw(random, 9) == 0) out.other_urls.push_back(fmt::format("https://mirror.example.org/{}", number));
  const std::string_view source = kSources[std::min(draw(random, 4), draw(random, 4))];
  out.source = {slug_of(source), std::string(source)};
  out.language = text::Language::from_code(draw(random, 5) == 0 ? "ko" : "en");
  out.title = draw(random, 8) == 0 ? "" : words(random, 1 + draw(random, 5));
  out.topic = one_of(kTopics, random);
  out.body_hash = number * 7919;
  if (!earlier.empty() && draw(random, 5) == 0) {
    const Article& same = one_of(earlier, random);
    out.body = same.body;
    out.body_hash = same.body_hash;
  } else {
    for (std::size_t i = 0; i < 4 + draw(random, 12); ++i)
      out.body += fmt::format("{} a{}b{}. ", words(random, 2), draw(random, 60), i % 7);
  }
  dates::Publication& published = out.publication;
  const int year = 2001 + static_cast<int>(draw(random, 3));
  const auto month = static_cast<unsigned>(1 + draw(random, 4));
  switch (draw(random, 10)) {
    case 0:
      break;
    case 1:
      published.from = *dates::make_day(year, 1, 1);
      published.to = *dates::make_day(year, 12, 31);
      published.precision = dates::Precision::kYear;
      published.confidence = dates::Confidence::kLow;
      break;
    case 2:
      published.from = *dates::make_day(year, month, 1);
      published.to = *dates::make_day(year, month, dates::days_in_month(year, month));
      published.precision = dates::Precision::kMonth;
      published.confidence = dates::Confidence::kMedium;
      break;
    default:
      published.from = published.to =
          *dates::make_day(year, month, static_cast<unsigned>(1 + draw(random, 9)));
      published.confidence = dates::Confidence::kHigh;
  }
  if (draw(random, 6) == 0) published.flags = {"AFTER_CAPTURE"};
  out.captured = dates::make_day(2010, 1, static_cast<unsigned>(1 + draw(random, 20)));
  out.first_captured = out.captured;
  out.captures = static_cast<std::uint32_t>(1 + draw(random, 3));
  return out;
}

/// One collection of articles: cut into segments, with what became of them, and the living in one.
struct Collection {
  std::vector<StoredSegment> segments;
  std::vector<index::Change> changes;
  StoredSegment living;
  std::vector<std::string> ids;  ///< of all, also of the dead
};

Collection random_collection(Random& random) {
  Collection out;
  const std::size_t count = 20 + draw(random, 140);
  const std::size_t dead_percent = draw(random, 3) == 0 ? 0 : draw(random, 50);
  std::vector<Article> written;
  std::vector<StoredArticle> all;
  std::map<std::uint64_t, index::GroupNumber> groups;  // by text
  std::map<std::uint64_t, std::size_t> living;         // by id: place in `all`
  std::vector<index::Docid> dead;
  index::Docid docid = 0;
  for (std::size_t i = 0; i < count; ++i) {
    docid += static_cast<index::Docid>(1 + (draw(random, 4) == 0 ? draw(random, 5) : 0));
    Article article = random_article(i, written, random);
    if (!all.empty() && draw(random, 10) == 0) {  // one of before, again
      const Article& before = one_of(all, random).article;
      article.id = before.id;
      article.url = before.url;
    }
    written.push_back(article);
    const auto known = living.find(article.id.value);
    if (known != living.end()) dead.push_back(all[known->second].docid);
    living[article.id.value] = all.size();
    const index::GroupNumber group = groups.try_emplace(article.body_hash, docid).first->second;
    out.ids.push_back(to_string(article.id));
    all.push_back({docid, group, std::move(article)});
  }
  // A rare source may lose all its articles.
  const bool no_rare = draw(random, 2) == 0;
  for (auto at = living.begin(); at != living.end();) {
    const StoredArticle& stored = all[at->second];
    const bool dies =
        draw(random, 100) < dead_percent || (no_rare && stored.article.source.slug == "rare-gazette");
    if (dies && living.size() > 1) {
      dead.push_back(stored.docid);
      at = living.erase(at);
    } else {
      ++at;
    }
  }
  for (const index::Docid one : dead) out.changes.push_back({one, 0, 0});
  std::vector<StoredArticle> left;
  for (const auto& [id, place] : living) {
    left.push_back(all[place]);
    if (draw(random, 4) != 0) continue;
    Article& article = left.back().article;
    article.captures += static_cast<std::uint32_t>(1 + draw(random, 3));
    article.first_captured = dates::make_day(2009, 1, static_cast<unsigned>(1 + draw(random, 20)));
    out.changes.push_back({left.back().docid, article.captures,
                           static_cast<std::uint32_t>(dates::to_yyyymmdd(*article.first_captured))});
  }
  std::sort(out.changes.begin(), out.changes.end(),
            [](const index::Change& a, const index::Change& b) { return a.docid < b.docid; });

  const std::size_t segments = std::min(1 + draw(random, 12), all.size());
  std::vector<std::size_t> ends{all.size()};
  while (ends.size() < segments) {
    const std::size_t end = 1 + draw(random, all.size() - 1);
    if (std::find(ends.begin(), ends.end(), end) == ends.end()) ends.push_back(end);
  }
  std::sort(ends.begin(), ends.end());
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    StoredSegment segment;
    segment.first = begin == 0 ? 1 : out.segments.back().last + 1;
    segment.last = all[end - 1].docid;
    segment.articles.assign(all.begin() + static_cast<std::ptrdiff_t>(begin),
                            all.begin() + static_cast<std::ptrdiff_t>(end));
    out.segments.push_back(std::move(segment));
    begin = end;
  }

  std::shuffle(left.begin(), left.end(), random);
  std::map<std::uint64_t, index::GroupNumber> new_groups;
  for (std::size_t i = 0; i < left.size(); ++i) {
    left[i].docid = static_cast<index::Docid>(i + 1);
    left[i].group = new_groups.try_emplace(left[i].article.body_hash, left[i].docid).first->second;
  }
  out.living.last = static_cast<index::Docid>(left.size());
  out.living.articles = std::move(left);
  return out;
}

std::string random_query(Random& random, const std::vector<std::string>& ids) {
  const auto word = [&] { return testing::word(random); };
  const std::size_t form = draw(random, testing::kPlainQueries + 9);
  if (form < testing::kPlainQueries) return testing::plain_query(form, random);
  switch (form - testing::kPlainQueries) {
    case 0:
      return fmt::format("{} date:{}..", word(), 2001 + draw(random, 3));
    case 1:
      return fmt::format("{} {} {} {} {} {} {}", word(), word(), word(), word(), word(), word(), word());
    case 2:
      return "group:" + one_of(ids, random);
    case 3:
      return fmt::format("a{}b*", draw(random, 60));
    case 4:
      return "harbor";  // no article has it
    case 5:
      return fmt::format("lanten~ {}", word());
    case 6:
      return fmt::format("source:rare {}", draw(random, 2) == 0 ? word() : "");
    case 7:
      return fmt::format("a{}b{} {}", draw(random, 60), draw(random, 7), word());
    default:
      return fmt::format("\"{} {}\" {} source:quay-letter", word(), word(), word());
  }
}

SearchRequest random_request(Random& random, const std::vector<std::string>& ids) {
  SearchRequest out;
  out.query = random_query(random, ids);
  out.copies = draw(random, 2) == 0;
  out.limit = draw(random, 3) == 0 ? 1000 : 1 + draw(random, 10);
  out.offset = draw(random, 3) == 0 ? draw(random, 10) : 0;
  out.any = draw(random, 3) == 0;
  for (std::size_t i = 0; i < index::kFacetCount; ++i) {
    if (draw(random, 2) == 0) out.facets.push_back(static_cast<index::Facet>(i));
  }
  out.facet_limit = draw(random, 2) == 0 ? 0 : 3;
  if (draw(random, 3) == 0) out.facet_unit = FacetUnit::kGroups;
  if (draw(random, 5) == 0) out.filters = {"source=quay-letter", "year=2001"};
  if (draw(random, 6) == 0) out.filters.emplace_back("copies=1..");
  if (draw(random, 6) == 0) out.filters.emplace_back("source=rare-gazette");
  if (draw(random, 6) == 0) out.filters.emplace_back("flag=after_capture");
  if (draw(random, 8) == 0) out.filters.push_back("group=" + one_of(ids, random));
  if (draw(random, 6) == 0) out.from = "2001-02";
  if (draw(random, 4) == 0) out.sort = draw(random, 2) == 0 ? Sort::kNewest : Sort::kOldest;
  if (draw(random, 5) == 0) out.recency_years = 2;
  return out;
}

/// Every bit of a number.
std::string bits(double number) { return fmt::format("{:016x}", std::bit_cast<std::uint64_t>(number)); }

std::string text_of(const Hit& hit) {
  const Article& article = hit.article;
  return fmt::format("{} {} {} copies {} captures {} {}\n", hit.rank, to_string(article.id), bits(hit.score),
                     hit.copies, article.captures,
                     article.first_captured ? dates::to_iso(*article.first_captured) : "");
}

std::string text_of(const SearchResponse& response) {
  std::string out = fmt::format("{} found, {} texts of {}, relaxed {}\nnotices {}\nproposals {}\n",
                                response.total, response.groups, response.index_articles, response.relaxed,
                                fmt::join(response.notices, "|"), fmt::join(response.proposals, "|"));
  for (const Hit& hit : response.hits) out += text_of(hit);
  for (const FacetResult& facet : response.facets) {
    out += fmt::format("{} of {}, none {}, others {} of {}:", index::name(facet.facet), facet.articles,
                       facet.none, facet.others, facet.other_values);
    for (const FacetValue& value : facet.values)
      out += fmt::format(" {}={}{}", value.value, value.count, value.selected ? "!" : "");
    out += '\n';
  }
  return out;
}

std::string text_of(const TimelineCount& count) {
  return fmt::format("{}/{}/{} ", count.found, count.articles, count.words);
}

std::string text_of(const Timeline& timeline) {
  std::string out;
  for (const TimelinePeriod& period : timeline.periods) out += period.label + " " + text_of(period.count);
  return out + text_of(timeline.all) + text_of(timeline.month_only) + text_of(timeline.year_only) +
         text_of(timeline.undated) + "\n";
}

class Answers {
 public:
  explicit Answers(const std::filesystem::path& folder) : folder_(folder.string()), engine_(open(folder)) {}

  Engine& engine() { return engine_; }

  std::string search(const SearchRequest& request) {
    const auto found = engine_.search(request);
    return found ? text_of(*found) : found.error().error.what;
  }
  std::string counts(const SearchRequest& request, bool fold) {
    std::string out;
    for (const PeriodUnit unit : {PeriodUnit::kMonth, PeriodUnit::kDay}) {
      const auto counted = timeline(engine_, {.search = request, .by = unit, .fold_copies = fold});
      out += counted ? text_of(*counted) : counted.error().error.what;
    }
    const auto series = timeline_series(
        engine_, {.timeline = {.search = request, .by = PeriodUnit::kYear}, .per = index::Facet::kSource});
    if (!series) return out + series.error().error.what;
    for (const TimelineSeries& one : *series) {
      out += fmt::format("{} {} {} ", one.label, one.timeline.first ? to_string(one.timeline.first->id) : "",
                         one.timeline.last ? to_string(one.timeline.last->id) : "");
      out += text_of(one.timeline);
    }
    return out;
  }
  std::string lines(const KwicRequest& request) {
    const auto found = kwic(engine_, request);
    if (!found) return found.error().error.what;
    std::string out = fmt::format("{} {} {} {}\n", found->articles, found->read, found->found, found->whole);
    for (const KwicLine& line : found->lines) {
      out += fmt::format("{} {} {} {} <{}> {}\n", to_string(line.id), line.date, line.offset, line.left,
                         line.keyword, line.right);
    }
    return out;
  }
  std::string alike(const std::string& id) {
    std::string out;
    const auto found = similar(engine_, {.id = id, .search = {}});
    if (!found) return found.error().error.what;
    if (!*found) return "no such article";
    out += fmt::format("{}\n", fmt::join((*found)->words, " "));
    for (const Hit& hit : (*found)->hits) out += text_of(hit);
    const auto others = twins(engine_, {.id = id, .search = {}, .days = 5});
    if (!others) return out + others.error().error.what;
    for (const Twin& twin : (*others)->twins) {
      out += fmt::format("{} {} {} {}\n", to_string(twin.article.id), bits(twin.score), twin.days_apart,
                         fmt::join(twin.shared, " "));
    }
    return out;
  }
  std::string shown(const std::string& id) {
    const auto found = engine_.show(id);
    if (!found) return found.error().error.what;
    if (!*found) return "no such article";
    const ShownArticle& shown = **found;
    std::string out = fmt::format("{} {} {} of {}", to_string(shown.article.id), shown.article.title,
                                  shown.article.captures, shown.copies_in_all);
    for (const ArticleCopy& copy : shown.copies) out += " " + to_string(copy.head.id);
    return out;
  }
  std::string reason(const SearchRequest& request, const std::string& id) {
    const auto found = engine_.explain(request, id);
    if (!found) return found.error().error.what;
    std::string out = found->xapian + "\n";
    for (const TermCount& term : found->terms)
      out += fmt::format("{} {} {}\n", term.term, term.articles, term.occurrences);
    for (const query::Boost& boost : found->feedback)
      out += fmt::format("{} {}\n", boost.node.term, bits(boost.factor));
    if (!found->hit) return out;
    out += fmt::format("{} of {} {}\n", found->hit->place, found->hit->found, bits(found->hit->score));
    for (const Contribution& part : found->hit->parts) {
      out += fmt::format("{} {} {} {}\n", fmt::join(part.terms, "+"), part.articles, part.occurrences,
                         bits(part.score));
    }
    return out;
  }
  std::string silent(const SearchRequest& request) {
    const auto found = silences(engine_, {.search = request});
    if (!found) return found.error().error.what;
    const auto id = [&](const std::optional<std::uint32_t>& docid) {
      return docid ? to_string(engine_.reader().columns().id(*docid)) : "none";
    };
    std::string out = fmt::format("{} {} {} {} {} {} {}\n", found->total, found->rough, found->looked_at,
                                  found->days, found->empty_days, id(found->first), id(found->last));
    for (const Silence& one : found->longest) {
      out += fmt::format("{} {} {} {} {} {}\n", dates::to_iso(one.from), dates::to_iso(one.to), one.articles,
                         one.expected.value_or(-1), id(one.before), id(one.after));
    }
    return out;
  }
  std::string telling(const SearchRequest& request, WordsNear near) {
    WordsRequest wanted;
    wanted.search = request;
    wanted.near = near;
    wanted.least = 1;
    const auto found = telling_words(engine_, wanted);
    if (!found) return found.error().error.what;
    std::string out = fmt::format("{} {} {}\n", found->places, found->here.words, found->elsewhere.words);
    for (const TellingWord& word : found->words) {
      out += fmt::format("{} {} {} {} {}\n", word.word, word.found, word.articles, word.elsewhere,
                         bits(word.log_likelihood));
    }
    return out;
  }
  std::string exported(const SearchRequest& request, ExportFormat format) {
    std::string out;
    const auto written = run_export(engine_, request, {.format = format, .bodies = true},
                                    [&](std::string_view piece) -> Status {
                                      out += piece;
                                      return {};
                                    });
    if (!written) return written.error().error.what;
    for (std::size_t at = out.find(folder_); at != std::string::npos; at = out.find(folder_))
      out.replace(at, folder_.size(), "");
    return out;
  }
  std::string completed(std::string_view field, std::string_view typed) {
    IndexValues values(engine_);
    Offer offer;
    if (field.empty()) {
      values.offer_words("", "", typed, offer);
    } else {
      values.offer_values(*index::find_field(field), typed, false, nullptr, offer);
    }
    std::string out;
    for (const Offer::Found& found : offer.found)
      out += fmt::format("{} ({}) ", found.candidate.text, found.candidate.note);
    return out;
  }

 private:
  static Engine open(const std::filesystem::path& folder) {
    Result<Engine> engine = Engine::open(folder);
    if (!engine) throw std::runtime_error(engine.error().what);
    return std::move(*engine);
  }
  std::string folder_;
  Engine engine_;
};

/// What was compared, so that a test of nothing is seen.
struct Seen {
  std::size_t hits = 0;
  std::size_t dead = 0;
};

void expect_same(Answers& one, Answers& several, const Collection& collection, Random& random, Seen& seen) {
  const SearchRequest request = random_request(random, collection.ids);
  SCOPED_TRACE(fmt::format("query {}, filters {}", request.query, fmt::join(request.filters, " ")));
  EXPECT_EQ(one.search(request), several.search(request));
  if (const auto found = one.engine().search(request)) seen.hits += found->hits.size();
  seen.dead += several.engine().reader().terms().left_out().size();
  const bool fold = draw(random, 2) == 0;
  EXPECT_EQ(one.counts(request, fold), several.counts(request, fold));
  KwicRequest lines{.search = request};
  lines.sort = static_cast<KwicSort>(draw(random, 5));
  lines.limit = 1 + draw(random, 30);
  if (draw(random, 3) == 0) lines.max_articles = 3;
  EXPECT_EQ(one.lines(lines), several.lines(lines));
  const std::string& id = one_of(collection.ids, random);
  EXPECT_EQ(one.reason(request, id), several.reason(request, id));
  EXPECT_EQ(one.silent(request), several.silent(request));
  const WordsNear near = draw(random, 2) == 0 ? WordsNear::kCollocates : WordsNear::kArticles;
  EXPECT_EQ(one.telling(request, near), several.telling(request, near));
  const ExportFormat format = draw(random, 2) == 0 ? ExportFormat::kJsonl : ExportFormat::kCsv;
  EXPECT_EQ(one.exported(request, format), several.exported(request, format));
  EXPECT_EQ(one.alike(id), several.alike(id));
  EXPECT_EQ(one.shown(id), several.shown(id));
  const std::string key = fmt::format("key-{}", draw(random, 20));
  EXPECT_EQ(one.shown(key), several.shown(key));
  for (const auto& [field, typed] : {std::pair{"", "vi"},
                                     {"", "a1"},
                                     {"source", ""},
                                     {"topic", ""},
                                     {"flag", ""},
                                     {"date", "2"},
                                     {"captured", "2"},
                                     {"key", "k"},
                                     {"title", "la"}}) {
    EXPECT_EQ(one.completed(field, typed), several.completed(field, typed)) << field << " " << typed;
  }
}

TEST(Segments, AnswerAsOneOfTheLivingArticlesDoes) {
  constexpr std::uint64_t kSeeds = 40;
  Seen seen;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    Random random(seed);
    const Collection collection = random_collection(random);
    const testing::TemporaryFolder folder;
    testing::write_index(folder / "several.idx", collection.segments, collection.changes);
    testing::write_index(folder / "one.idx", {collection.living}, {});
    Answers one(folder / "one.idx");
    Answers several(folder / "several.idx");
    ASSERT_EQ(several.engine().reader().segments().size(), collection.segments.size());
    for (int i = 0; i < 12 && !::testing::Test::HasFailure(); ++i)
      expect_same(one, several, collection, random, seen);
    if (::testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(seen.hits, kSeeds * 20);
  EXPECT_GT(seen.dead, kSeeds * 20);
}

TEST(Segments, ThatStayAreNotOpenedAgain) {
  Random random(7);
  Collection collection = random_collection(random);
  while (collection.segments.size() < 3) collection = random_collection(random);
  const testing::TemporaryFolder folder;
  std::vector<StoredSegment> some(collection.segments.begin(), collection.segments.end() - 1);
  testing::write_index(folder / "a.idx", some, {}, 1);
  Answers answers(folder / "a.idx");
  const auto before = answers.engine().reader().segments();
  const std::uint64_t articles = answers.engine().reader().articles();
  EXPECT_FALSE(answers.engine().outdated());
  testing::write_index(folder / "a.idx", collection.segments, {{some.front().articles.front().docid, 0, 0}},
                       2);
  EXPECT_TRUE(answers.engine().outdated());
  EXPECT_EQ(answers.engine().reader().revision(), "g1");
  ASSERT_TRUE(answers.engine().reopen());
  EXPECT_EQ(answers.engine().reader().revision(), "g2");
  const auto after = answers.engine().reader().segments();
  ASSERT_EQ(after.size(), before.size() + 1);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i], after[i]) << i;
  EXPECT_EQ(answers.engine().reader().articles(), articles + collection.segments.back().articles.size() - 1);
}

}  // namespace
}  // namespace dateline::search
