#include "searcher/search/paging.h"

#include <algorithm>
#include <span>
#include <utility>

#include "searcher/search/groups.h"

namespace dateline::search {
PageCutter::PageCutter(const index::Columns& columns, PageRange range) : columns_(columns), range_(range) {
  if (range.fold) seen_.resize(std::size_t{columns.last_docid()} + 1);
}

bool PageCutter::take(Scored scored) {
  if (range_.fold) {
    const std::uint32_t group = group_of(columns_, scored.docid);
    if (group < seen_.size() && seen_[group]) return true;
    if (group < seen_.size()) seen_[group] = true;
  }
  if (skipped_ < range_.offset) {
    ++skipped_;
    return true;
  }
  page_.push_back(scored);
  return page_.size() < range_.limit;
}

std::vector<Scored> page_by_date(const index::Columns& columns, const MatchSet& matches, bool oldest_first,
                                 PageRange range) {
  if (range.limit == 0) return {};
  struct Dated {
    std::uint32_t day = 0;  ///< as a number that ascends in the order asked for
    std::uint32_t docid = 0;
  };
  std::vector<Dated> articles;
  articles.reserve(matches.size());
  matches.for_each_block([&](std::span<const std::uint32_t> docids) {
    columns.each_number(index::NumberColumn::kPublished, docids, [&](std::uint32_t docid, std::uint32_t day) {
      articles.push_back({day == 0 ? UINT32_MAX : oldest_first ? day : UINT32_MAX - day, docid});
    });
  });
  PageCutter cutter(columns, range);
  // First the days that begin a page; where these are not enough, because of copies, the rest.
  std::vector<std::pair<Dated, ArticleId>> some;
  std::size_t wanted = std::min(articles.size(), range.offset + range.limit);
  for (auto begin = articles.begin(); begin != articles.end(); wanted = articles.size()) {
    auto end = articles.begin() + static_cast<std::ptrdiff_t>(wanted);
    if (end != articles.end()) {
      const auto last = end - 1;
      std::nth_element(begin, last, articles.end(), [](Dated a, Dated b) { return a.day < b.day; });
      end = std::partition(end, articles.end(), [day = last->day](Dated other) { return other.day == day; });
    }
    some.clear();
    for (; begin != end; ++begin) some.emplace_back(*begin, columns.id(begin->docid));
    std::sort(some.begin(), some.end(), [](const auto& a, const auto& b) {
      return a.first.day != b.first.day ? a.first.day < b.first.day : a.second < b.second;
    });
    for (const auto& [article, id] : some) {
      if (!cutter.take({article.docid, 0})) return std::move(cutter).page();
    }
  }
  return std::move(cutter).page();
}

}  // namespace dateline::search
