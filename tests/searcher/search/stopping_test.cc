// A raised flag ends whatever the engine does, and leaves it ready for the next question.

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "searcher/export/run_export.h"
#include "searcher/search/collocates.h"
#include "searcher/search/engine.h"
#include "searcher/search/kwic.h"
#include "searcher/search/similar.h"
#include "searcher/search/timeline.h"
#include "tests/support/run_program.h"

namespace dateline::search {
namespace {

class Stopping : public ::testing::Test {
 protected:
  void SetUp() override {
    const testing::Ran built = testing::run(
        DATELINE_INDEX_PROGRAM,
        {"build", std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures", "-i", index_, "-q"});
    ASSERT_EQ(built.code, 0) << built.err;
    Result<Engine> engine = Engine::open(index_);
    ASSERT_TRUE(engine) << engine.error().what;
    engine_.emplace(std::move(*engine));
    engine_->stop_at(&stop_);
    request_.query = "river";
    SearchResult<SearchResponse> response = engine_->search(request_);
    ASSERT_TRUE(response);
    ASSERT_GT(response->hits.size(), 3U);
    id_ = to_string(response->hits.front().article.id);
  }

  /// What went wrong, if anything did.
  using Work = std::function<std::optional<SearchError>(Engine&)>;
  template <class F>
  static Work work(F f) {
    return [f](Engine& engine) -> std::optional<SearchError> {
      const auto outcome = f(engine);
      if (outcome) return std::nullopt;
      return outcome.error();
    };
  }
  SearchResult<ExportReport> export_all(Engine& engine, const ExportSink& sink) const {
    return run_export(engine, request_, {.format = ExportFormat::kJsonl, .index = "a"}, sink);
  }

  testing::TemporaryFolder folder_;
  std::string index_ = (folder_.path() / "a.idx").string();
  StopFlag stop_ = false;
  SearchRequest request_;
  std::string id_;
  std::optional<Engine> engine_;
};

TEST_F(Stopping, EndsEveryKindOfWorkAndNoneAfterwards) {
  const SearchResult<Selection> selected = engine_->select(request_);
  ASSERT_TRUE(selected);
  WordsRequest words;
  words.search = request_;
  const struct {
    const char* name;
    Work run;
  } cases[] = {
      {"search", work([&](Engine& e) { return e.search(request_); })},
      {"select", work([&](Engine& e) { return e.select(request_); })},
      {"articles", work([&](Engine& e) { return e.articles(request_); })},
      {"rank", work([&](Engine& e) {
         return e.rank(selected->plan, selected->matches, {.offset = 0, .limit = 3, .fold = true});
       })},
      {"similar", work([&](Engine& e) { return similar(e, {.id = id_, .search = {}}); })},
      {"timeline", work([&](Engine& e) { return timeline(e, {.search = request_}); })},
      {"kwic", work([&](Engine& e) { return kwic(e, {.search = request_}); })},
      {"collocates", work([&](Engine& e) { return telling_words(e, words); })},
      {"export", work([&](Engine& e) { return export_all(e, [](std::string_view) { return Status(); }); })},
  };
  for (const auto& [name, run] : cases) {
    stop_ = true;
    const std::optional<SearchError> stopped = run(*engine_);
    ASSERT_TRUE(stopped) << name;
    EXPECT_TRUE(stopped->stopped()) << name << ": " << stopped->error.what;
    stop_ = false;
    const std::optional<SearchError> answered = run(*engine_);
    EXPECT_FALSE(answered) << name << ": " << answered->error.what;
  }
}

TEST_F(Stopping, EndsAnExportAmidItsRecords) {
  std::size_t pieces = 0;
  const auto report = export_all(*engine_, [&](std::string_view) {
    if (++pieces == 3) stop_ = true;
    return Status();
  });
  ASSERT_FALSE(report);
  EXPECT_TRUE(report.error().stopped());
  EXPECT_EQ(pieces, 3U);
}

TEST_F(Stopping, EndsTheCountingOfATimeline) {
  const SearchResult<Selection> selected = engine_->select(request_);
  ASSERT_TRUE(selected);
  const auto count = [&] {
    return count_timeline(engine_->reader().columns(), selected->matches, selected->base, PeriodUnit::kYear,
                          std::nullopt, std::nullopt, &stop_);
  };
  EXPECT_TRUE(count());
  stop_ = true;
  EXPECT_THROW(static_cast<void>(count()), Stopped);
}

}  // namespace
}  // namespace dateline::search
