#include <fmt/format.h>

#include <algorithm>

#include "common/dates/query_dates.h"
#include "searcher/search/timeline.h"
#include "searcher/serve/chart.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/json.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

using search::SearchResponse;

constexpr std::size_t kFacetValues = 8;

search::SearchRequest with_facets(const search::Engine& engine, const PageState& state) {
  search::SearchRequest request = request_of(state);
  request.facets = {index::Facet::kSource, index::Facet::kLanguage, index::Facet::kYear, index::Facet::kTopic,
                    index::Facet::kConfidence};
  // Shards do not have the ledger.
  if (engine.shards() == nullptr)
    request.facets.insert(request.facets.end(), {index::Facet::kFate, index::Facet::kEdit});
  request.facet_limit = kFacetValues;
  return request;
}

void write_notices(Html& html, const SearchResponse& response, const PageState& state) {
  if (response.notices.empty()) return;
  html.element("ul", {{"class", "notices"}, {"aria-label", "How the query was read"}}, [&] {
    for (const std::string& notice : response.notices) html.element("li", notice);
    for (const std::string& query : response.proposals) {
      PageState proposed = state;
      proposed.query = query;
      proposed.page = 1;
      html.element("li", [&] {
        html.element("a", {{"href", address("/search", proposed)}}, "Search for " + query);
      });
    }
  });
}

void write_chosen(Html& html, const PageState& state) {
  if (state.filters.empty() && state.from.empty() && state.to.empty()) return;
  html.element("ul", {{"class", "chosen"}, {"aria-label", "What narrows the answer"}}, [&] {
    for (const std::string& filter : state.filters) {
      html.element("li", [&] {
        html.element(
            "a", {{"href", address("/search", toggled(state, filter))}, {"aria-label", "Remove " + filter}},
            filter + " ×");
      });
    }
    if (!state.from.empty() || !state.to.empty()) {
      PageState open = state;
      open.from.clear();
      open.to.clear();
      open.page = 1;
      const std::string label =
          (state.from.empty() ? "…" : state.from) + " to " + (state.to.empty() ? "…" : state.to);
      html.element("li", [&] {
        html.element("a", {{"href", address("/search", open)}, {"aria-label", "Remove the days " + label}},
                     label + " ×");
      });
    }
  });
}

void write_facet(Html& html, const search::FacetResult& facet, const SearchResponse& response,
                 const PageState& state) {
  if (facet.values.empty()) return;
  // Of a pile that was captured once nothing is known, and nobody can choose.
  if (facet.facet == index::Facet::kFate && facet.values.size() == 1 && !facet.values.front().selected)
    return;
  const std::string name(index::name(facet.facet));
  html.element("section", {{"class", "facet"}}, [&] {
    html.element("h3", name);
    html.element("ul", [&] {
      for (const search::FacetValue& value : facet.values) {
        const auto named = response.source_names.find(value.value);
        const std::string label = facet.facet == index::Facet::kSource && named != response.source_names.end()
                                      ? named->second
                                      : value.value;
        const std::string count = show::grouped(value.count);
        html.element("li", [&] {
          html.element("a",
                       {{"href", address("/search", toggled(state, name + "=" + value.value))},
                        {"rel", "nofollow"},
                        {"aria-current", value.selected ? "true" : Html::kNone}},
                       [&] {
                         html.element("span", {{"class", "value"}, {"dir", "auto"}}, label);
                         html.element("span", {{"class", "count"}}, [&] {
                           html.text(count);
                           html.element("span", {{"class", "unseen"}},
                                        fmt::format(" {}{}", value.count == 1 ? "article" : "articles",
                                                    value.selected ? ", chosen: take away" : ""));
                         });
                       });
        });
      }
    });
    if (facet.other_values > 0) {
      html.element("p", {{"class", "others"}},
                   fmt::format("{}, {}", show::counted(facet.other_values, "more value", "more values"),
                               show::counted(facet.others, "article", "articles")));
    }
  });
}

/// The state with the article beside the list; the anchor keeps the list where it was.
std::string beside_address(const Article& article, const PageState& state) {
  PageState with = state;
  with.hit = to_string(article.id);
  return address("/search", with) + "#" + with.hit;
}

std::string article_address(const Article& article, const PageState& state) {
  Parameters parameters;
  if (!state.query.empty()) parameters.push_back({"q", state.query});
  const std::string query = encoded(parameters);
  return "/article/" + to_string(article.id) + (query.empty() ? "" : "?" + query);
}

void write_hit(Html& html, const search::Hit& hit, const PageState& state) {
  const Article& article = hit.article;
  const std::string_view language = article.language.code();
  html.element("li", {{"value", std::to_string(hit.rank)}}, [&] {
    html.element("article", {{"id", to_string(article.id)}}, [&] {
      html.element("h3", {{"lang", Html::or_none(language)}, {"dir", "auto"}}, [&] {
        html.element("a", {{"href", article_address(article, state)}, {"class", "hit"}}, [&] {
          if (article.title.empty()) {
            html.text(show::title_text(article));
          } else {
            html.passage(hit.title);
          }
        });
      });
      write_facts(html, article, state);
      html.element("p", {{"class", "snippet"}, {"lang", Html::or_none(language)}, {"dir", "auto"}},
                   [&] { html.passage(hit.snippet); });
      write_notes(html, hit.notes);
      html.element("p", {{"class", "copies"}}, [&] {
        const bool is_beside = state.hit == to_string(article.id);
        html.element(
            "a",
            {{"href", beside_address(article, state)},
             {"class", "beside-link"},
             {"aria-current", is_beside ? "true" : Html::kNone}},
            [&] {
              html.text(is_beside ? "Shown beside the list" : "Read beside the list");
              html.element("span", {{"class", "unseen"}}, fmt::format(": {}", show::title_text(article)));
            });
      });
      if (hit.copies > 0) {
        PageState copies = PageState{};
        copies.query = "group:" + to_string(article.id);
        copies.copies = true;
        html.element("p", {{"class", "copies"}}, [&] {
          html.element("a", {{"href", address("/search", copies)}},
                       fmt::format("{} more {} with the same text", hit.copies,
                                   hit.copies == 1 ? "article" : "articles"));
        });
      }
    });
  });
}

void write_rows(Html& html, const SearchResponse& response, const PageState& state) {
  html.element(
      "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Articles as a table"}},
      [&] {
        html.element("table", {{"class", "rows"}}, [&] {
          html.element("thead", [&] {
            html.element("tr", [&] {
              for (const std::string_view head : {"", "day", "source", "language", "title", "copies"})
                html.element("th", {{"scope", "col"}}, head.empty() ? "no." : head);
            });
          });
          html.element("tbody", [&] {
            for (const search::Hit& hit : response.hits) {
              const Article& article = hit.article;
              const std::string day = dates::publication_text(article.publication);
              html.element("tr", {{"id", to_string(article.id)}}, [&] {
                html.element("td", std::to_string(hit.rank));
                html.element("td", day.empty() ? "no date" : day);
                html.element("td", {{"dir", "auto"}}, article.source.name);
                html.element("td", article.language.code());
                html.element("th", {{"scope", "row"}, {"dir", "auto"}}, [&] {
                  html.element("a", {{"href", article_address(article, state)}, {"class", "hit"}},
                               show::title_text(article));
                });
                html.element("td", std::to_string(hit.copies));
              });
            }
          });
        });
      });
}

/// The chosen article beside the list; nothing where the index has no such article.
void write_beside(Html& html, search::Engine& engine, const PageState& state) {
  if (state.hit.empty()) return;
  const search::SearchRequest request = request_of(state);
  const auto shown = engine.show(state.hit, state.query.empty() ? nullptr : &request);
  if (!shown || !*shown) return;
  const Article& article = (*shown)->article;
  const std::string_view language = article.language.code();
  PageState without = state;
  without.hit.clear();
  html.element("section", {{"class", "preview"}, {"aria-labelledby", "preview"}}, [&] {
    html.element("h2", {{"id", "preview"}, {"lang", Html::or_none(language)}, {"dir", "auto"}},
                 show::title_text(article));
    write_facts(html, article, state);
    html.element("p", {{"class", "views"}}, [&] {
      html.element("a", {{"href", article_address(article, state)}}, "The whole page of the article");
      html.text(" · ");
      html.element("a", {{"href", address("/search", without) + "#" + state.hit}}, "Close");
    });
    html.element("div", {{"class", "text"}}, [&] { html.paragraphs((*shown)->body, language); });
  });
}

void write_pages(Html& html, const SearchResponse& response, const PageState& state) {
  const std::uint64_t hits = state.copies ? response.total : response.groups;
  const std::size_t last = std::min<std::size_t>(kMaxPage, (hits + kHitsOfPage - 1) / kHitsOfPage);
  if (last <= 1) return;
  html.element("nav", {{"class", "pages"}, {"aria-label", "Pages of hits"}}, [&] {
    const auto link = [&](std::size_t number, std::string_view rel, std::string_view label) {
      PageState other = state;
      other.page = number;
      other.hit.clear();
      html.element("a", {{"href", address("/search", other)}, {"rel", rel}}, label);
      html.text(" ");
    };
    if (state.page > 1) link(state.page - 1, "prev", "Previous hits");
    html.element("span", fmt::format("page {} of {}", state.page, last));
    html.text(" ");
    if (state.page < last) link(state.page + 1, "next", "Next hits");
  });
}

/// The days of a list of edits are those of the edits.
PageState without_days(PageState state) {
  state.from.clear();
  state.to.clear();
  return state;
}

void write_views(Html& html, const PageState& state) {
  html.element("p", {{"class", "views"}}, [&] {
    PageState other = state;
    other.table = !state.table;
    other.hit.clear();
    for (const bool table : {false, true}) {
      const std::string_view label = table ? "Table" : "List";
      if (table == state.table) {
        html.element("span", {{"aria-current", "page"}}, label);
      } else {
        html.element("a", {{"href", address("/search", other)}}, label);
      }
      html.text(" ");
    }
    if (!state.query.empty()) {
      html.element("a", {{"href", address("/lines", state)}}, "Every place, in context");
      html.text(" ");
      html.element("a", {{"href", address("/silences", state)}}, "Silences");
      html.text(" ");
      html.element("a", {{"href", address("/names", state)}}, "Names");
      html.text(" ");
      html.element("a", {{"href", address("/edits", without_days(state))}}, "Edits");
    }
    html.text(" · All hits as ");
    for (const auto& [ending, label] : {std::pair{"csv", "CSV"},
                                        {"jsonl", "JSON Lines"},
                                        {"bib", "BibTeX"},
                                        {"ris", "RIS"},
                                        {"csl", "CSL-JSON"}}) {
      html.element("a",
                   {{"href", address(fmt::format("/search.{}", ending), state)},
                    {"download", fmt::format("dateline.{}", ending)}},
                   label);
      html.text(" ");
    }
    html.text("· this page as ");
    html.element("a", {{"href", address("/search.json", state)}}, "JSON");
  });
}

void write_compare(Html& html, const PageState& state) {
  html.element("form", {{"action", "/search"}, {"method", "get"}, {"class", "compare"}}, [&] {
    for (const auto& [name, value] : parameters_of(state)) {
      if (name == "page") continue;
      html.single("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
    }
    html.element("label", {{"for", "with"}}, "Compare with");
    html.single("input", {{"id", "with"}, {"name", "with"}, {"placeholder", "another name or word"}});
    html.element("button", {{"type", "submit"}}, "Add to the chart");
    if (state.compare.empty()) return;
    PageState alone = state;
    alone.compare.clear();
    html.element("a", {{"href", address("/search", alone)}}, "Only this query");
  });
}

/// The unit that fits a stretch with both ends; nullopt for an open one.
std::optional<search::PeriodUnit> unit_of_stretch(const PageState& state) {
  const auto from = dates::parse_query_date(state.from);
  const auto to = dates::parse_query_date(state.to);
  if (!from || !to || !from->from || !to->to) return std::nullopt;
  return unit_for(*from->from, *to->to);
}

}  // namespace

search::SearchResult<search::Timeline> timeline_of(search::Engine& engine, const PageState& state,
                                                   const std::string& query) {
  if (engine.shards() != nullptr) {
    search::Selection of_shards;
    of_shards.query = query;
    return timeline_of(engine, state, std::move(of_shards));
  }
  search::SearchRequest request = request_of(state);
  request.query = query;
  search::SearchResult<search::Selection> selection = engine.select(request);
  if (!selection) return tl::unexpected(selection.error());
  return timeline_of(engine, state, std::move(*selection));
}

search::SearchResult<search::Timeline> timeline_of(search::Engine& engine, const PageState& state,
                                                   search::Selection selection) {
  search::TimelineRequest request{.search = request_of(state)};
  request.search.query = selection.query;
  // Shards count by the month at the finest.
  const auto counted_by = [&](search::PeriodUnit unit) {
    return unit == search::PeriodUnit::kDay && engine.shards() != nullptr ? search::PeriodUnit::kMonth : unit;
  };
  std::optional<search::PeriodUnit> known = state.by;
  if (!known) {
    if (const auto fitting = unit_of_stretch(state)) known = counted_by(*fitting);
  }
  request.by = known.value_or(search::PeriodUnit::kYear);
  if (known) return search::timeline(engine, request, std::move(selection));
  search::SearchResult<search::Timeline> counted = search::timeline(engine, request, selection);
  if (!counted || counted->periods.empty()) return counted;
  // An open stretch is as long as its articles make it.
  request.by = counted_by(unit_for(counted->periods.front().from, counted->periods.back().to));
  if (request.by == search::PeriodUnit::kYear) return counted;
  return search::timeline(engine, request, std::move(selection));
}

namespace {

HttpReply search_page(search::Engine& engine, const PageState& state) {
  search::Selection selection;
  const search::SearchResult<SearchResponse> response = engine.search(with_facets(engine, state), selection);
  if (!response) return error_page(status_of(response.error()), response.error(), state, engine);
  std::vector<search::Timeline> lines;
  PageState charted = state;
  for (std::size_t i = 0; i <= state.compare.size(); ++i) {
    search::SearchResult<search::Timeline> line = i == 0 ? timeline_of(engine, charted, std::move(selection))
                                                         : timeline_of(engine, charted, state.compare[i - 1]);
    if (!line) return error_page(status_of(line.error()), line.error(), state, engine);
    charted.by = line->by;
    lines.push_back(std::move(*line));
  }
  const std::string title = state.query.empty() ? "All articles" : state.query;
  return page(title, state, engine, [&](Html& html) {
    html.element("h1", [&] {
      html.element("span", {{"dir", "auto"}}, title);
      html.element("small", {{"role", "status"}, {"id", "total"}}, show::total_text(*response));
    });
    write_chosen(html, state);
    write_notices(html, *response, state);
    write_chart(html, lines, state);
    write_compare(html, state);
    html.element("div", {{"class", state.hit.empty() ? "columns" : "columns with-hit"}}, [&] {
      html.element("section", {{"class", "hits"}, {"aria-labelledby", "hits"}}, [&] {
        html.element("h2", {{"id", "hits"}}, "Articles");
        write_views(html, state);
        if (response->hits.empty()) {
          html.element("p",
                       "Nothing found. Take away a filter, or look at the help for how queries are read.");
        } else if (state.table) {
          write_rows(html, *response, state);
        } else {
          html.element("ol", {{"class", "list"}}, [&] {
            for (const search::Hit& hit : response->hits) write_hit(html, hit, state);
          });
        }
        write_pages(html, *response, state);
      });
      html.element("div", {{"class", "aside"}}, [&] {
        write_beside(html, engine, state);
        html.element("nav", {{"class", "facets"}, {"aria-labelledby", "narrow"}}, [&] {
          html.element("h2", {{"id", "narrow"}}, "Narrow down");
          for (const search::FacetResult& facet : response->facets)
            write_facet(html, facet, *response, state);
        });
      });
    });
  });
}

}  // namespace

HttpReply search_answer(search::Engine& engine, const PageState& state, std::string_view ending) {
  if (ending.empty()) return search_page(engine, state);
  if (ending != "json") return export_file(engine, state, ending);
  const search::SearchResult<SearchResponse> response = engine.search(with_facets(engine, state));
  if (!response) return error_json(response.error());
  return {.type = "application/json", .body = show::response_json(*response)};
}

}  // namespace dateline::serve
