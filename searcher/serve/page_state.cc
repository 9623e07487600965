#include "searcher/serve/page_state.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

namespace dateline::serve {
namespace {

constexpr std::pair<std::string_view, search::Sort> kSorts[] = {{"oldest", search::Sort::kOldest},
                                                                {"newest", search::Sort::kNewest}};
constexpr std::pair<std::string_view, search::KwicSort> kLineSorts[] = {{"newest", search::KwicSort::kNewest},
                                                                        {"rank", search::KwicSort::kRank},
                                                                        {"left", search::KwicSort::kLeft},
                                                                        {"right", search::KwicSort::kRight}};
constexpr std::pair<std::string_view, show::TimelineMeasure> kMeasures[] = {
    {"share", show::TimelineMeasure::kShare}, {"words", show::TimelineMeasure::kPerWords}};

template <class Table, class T>
void read_name(const Table& table, std::string_view name, T& value) {
  for (const auto& [known, meaning] : table) {
    if (known == name) value = meaning;
  }
}

template <class Table, class T>
void write_name(const Table& table, std::string_view parameter, const T& value, Parameters& out) {
  for (const auto& [known, meaning] : table) {
    if (meaning == value) out.push_back({std::string(parameter), std::string(known)});
  }
}

std::optional<std::size_t> read_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void add_filter(PageState& state, std::string filter) {
  const auto at = std::lower_bound(state.filters.begin(), state.filters.end(), filter);
  if (at == state.filters.end() || *at != filter) state.filters.insert(at, std::move(filter));
}

}  // namespace

PageState read_state(const Parameters& parameters) {
  PageState state;
  for (const auto& [name, value] : parameters) {
    if (const auto facet = index::find_facet(name)) {
      add_filter(state, std::string(index::name(*facet)) + "=" + value);
    } else if (name == "q") {
      state.query = value;
    } else if (name == "from") {
      state.from = value;
    } else if (name == "to") {
      state.to = value;
    } else if (name == "with" && !value.empty() && state.compare.size() < kMaxCompared) {
      state.compare.push_back(value);
    } else if (name == "sort") {
      read_name(kSorts, value, state.sort);
    } else if (name == "lines") {
      read_name(kLineSorts, value, state.line_sort);
    } else if (name == "bars") {
      read_name(kMeasures, value, state.measure);
    } else if (name == "any") {
      state.any = value == "1";
    } else if (name == "fold") {
      state.copies = value == "0";
    } else if (name == "by") {
      state.by = search::find_period_unit(value);
    } else if (name == "view") {
      state.table = value == "table";
    } else if (name == "hit" && parse_article_id(value)) {
      state.hit = value;
    } else if (name == "page") {
      state.page = std::clamp<std::size_t>(read_number(value).value_or(1), 1, kMaxPage);
    }
  }
  return state;
}

Parameters parameters_of(const PageState& state) {
  Parameters out;
  const auto text = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out.push_back({std::string(name), value});
  };
  text("q", state.query);
  text("from", state.from);
  text("to", state.to);
  for (const std::string& filter : state.filters) {
    const std::size_t equals = filter.find('=');
    out.push_back({filter.substr(0, equals), filter.substr(equals + 1)});
  }
  for (const std::string& query : state.compare) text("with", query);
  if (state.any) text("any", "1");
  if (state.copies) text("fold", "0");
  write_name(kSorts, "sort", state.sort, out);
  write_name(kLineSorts, "lines", state.line_sort, out);
  write_name(kMeasures, "bars", state.measure, out);
  if (state.by) text("by", std::string(search::name(*state.by)));
  if (state.table) text("view", "table");
  text("hit", state.hit);
  if (state.page > 1) text("page", std::to_string(state.page));
  return out;
}

std::string address(std::string_view path, const PageState& state) {
  const std::string query = encoded(parameters_of(state));
  return std::string(path) + (query.empty() ? "" : "?") + query;
}

PageState toggled(PageState state, const std::string& filter) {
  state.page = 1;
  state.hit.clear();
  const auto at = std::lower_bound(state.filters.begin(), state.filters.end(), filter);
  if (at != state.filters.end() && *at == filter) {
    state.filters.erase(at);
  } else {
    state.filters.insert(at, filter);
  }
  return state;
}

search::SearchRequest request_of(const PageState& state) {
  search::SearchRequest request;
  request.query = state.query;
  request.any = state.any;
  request.filters = state.filters;
  request.from = state.from;
  request.to = state.to;
  request.sort = state.sort;
  request.copies = state.copies;
  request.limit = kHitsOfPage;
  request.offset = (state.page - 1) * kHitsOfPage;
  request.today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return request;
}

}  // namespace dateline::serve
