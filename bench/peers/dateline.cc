#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bench/peers/peer.h"
#include "searcher/search/engine.h"

namespace dateline::bench {
namespace {

class Dateline : public Asker {
 public:
  explicit Dateline(search::Engine engine) : engine_(std::move(engine)) {}
  std::string_view name() const override { return "Dateline"; }

  Result<PeerAnswer> top_ten(const PeerQuery& query) override { return shown(ask(query)); }

  bool counts_facets() const override { return true; }

  Result<PeerAnswer> top_ten_with_facets(const PeerQuery& query) override {
    search::SearchRequest request = ask(query);
    request.facets = {index::Facet::kSource, index::Facet::kYear};
    return shown(request);
  }

  Result<std::uint64_t> count(const PeerQuery& query) override {
    search::SearchRequest request = ask(query);
    request.limit = 0;
    const auto response = engine_.search(request);
    if (!response) return fail(response.error().error);
    return response->total;
  }

 private:
  static search::SearchRequest ask(const PeerQuery& query) {
    search::SearchRequest request;
    request.query = fmt::to_string(fmt::join(query.words, query.any ? " " : " AND "));
    request.any = query.any;
    return request;
  }

  Result<PeerAnswer> shown(const search::SearchRequest& request) {
    const auto response = engine_.search(request);
    if (!response) return fail(response.error().error);
    PeerAnswer answer;
    answer.hits = response->hits.size();
    for (const search::Hit& hit : response->hits) answer.title_bytes += hit.article.title.size();
    return answer;
  }

  search::Engine engine_;
};

}  // namespace

Result<std::unique_ptr<Asker>> open_dateline(const std::filesystem::path& index) {
  auto engine = search::Engine::open(index);
  if (!engine) return fail(engine.error());
  return std::make_unique<Dateline>(std::move(*engine));
}

}  // namespace dateline::bench
