#include <fmt/format.h>

#include <limits>

#include "common/dates/query_days.h"
#include "searcher/ledger/edit_list.h"
#include "searcher/ledger/show_history.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

constexpr std::size_t kEditsOfPage = 50;

/// `kind` and `name` of the address.
struct EditsChoice {
  std::string kind = {};
  std::string removed_name = {};
};

EditsChoice choice_of(const Parameters& parameters) {
  EditsChoice out;
  for (const auto& [name, value] : parameters) {
    if (name == "kind" && ledger::find_edit_kind(value)) out.kind = value;
    if (name == "removed-name") out.removed_name = value;
  }
  return out;
}

std::string edits_address(std::string_view path, const PageState& state, const EditsChoice& choice) {
  Parameters parameters = parameters_of(state);
  if (!choice.kind.empty()) parameters.push_back({"kind", choice.kind});
  if (!choice.removed_name.empty()) parameters.push_back({"removed-name", choice.removed_name});
  const std::string query = encoded(parameters);
  return std::string(path) + (query.empty() ? "" : "?") + query;
}

/// The days of the state are those of the edits, as with the command.
search::SearchResult<search::EditList> edits_of(search::Engine& engine, const PageState& state,
                                                const EditsChoice& choice, std::size_t limit) {
  search::SearchRequest search = request_of(state);
  const dates::Day today = *search.today;
  search.from.clear();
  search.to.clear();
  search.offset = 0;
  search::EditListRequest request;
  request.removed_name = choice.removed_name;
  request.limit = limit;
  if (!choice.kind.empty()) request.kinds.add(*ledger::find_edit_kind(choice.kind));
  const auto day = [&](const std::string& written,
                       bool last) -> search::SearchResult<std::optional<dates::Day>> {
    if (written.empty()) return std::optional<dates::Day>();
    const auto days = dates::parse_query_days(written, today);
    if (!days || days->yearly) {
      return tl::unexpected(search::wrap(Error{ErrorKind::kUsage, fmt::format("'{}' is no day", written),
                                               "write 2023-09-14, 2023-09 or 2023"}));
    }
    return last ? days->range.to : days->range.from;
  };
  const auto from = day(state.from, false);
  if (!from) return tl::unexpected(from.error());
  const auto to = day(state.to, true);
  if (!to) return tl::unexpected(to.error());
  request.from = *from;
  request.to = *to;
  if (!search.query.empty() || !search.filters.empty()) request.search = std::move(search);
  const Result<search::Histories> histories = search::Histories::open(engine.reader());
  if (!histories) return tl::unexpected(search::wrap(histories.error()));
  return search::list_edits(engine, *histories, request);
}

std::string day_text(const std::optional<dates::Day>& day) {
  return day ? dates::to_iso(*day) : std::string("unknown");
}

void write_edit(Html& html, const search::ListedEdit& edit) {
  const std::string id = to_string(edit.id);
  html.element("li", [&] {
    html.element("h3", {{"dir", "auto"}}, [&] {
      html.element("a", {{"href", "/history/" + id}}, edit.title.empty() ? "(no title)" : edit.title);
    });
    html.element("p", {{"class", "facts"}}, [&] {
      html.text(fmt::format("{} · edited between {} and {} · ",
                            !edit.in_index           ? std::string_view("not in the index any more")
                            : edit.published.empty() ? std::string_view("no date")
                                                     : std::string_view(edit.published),
                            day_text(edit.before), day_text(edit.after)));
      std::string kinds = ledger::text_of(edit.kinds);
      for (const ledger::NameChange& change : edit.names) kinds += "; " + show::name_change_text(change);
      html.text(kinds);
    });
  });
}

void write_kinds(Html& html, const search::EditList& list, const PageState& state,
                 const EditsChoice& choice) {
  if (list.by_kind.empty()) return;
  html.element("nav", {{"class", "facets"}, {"aria-labelledby", "kinds"}}, [&] {
    html.element("h2", {{"id", "kinds"}}, "Kinds of edits");
    html.element("section", {{"class", "facet"}}, [&] {
      html.element("ul", [&] {
        for (const auto& [kind, count] : list.by_kind) {
          EditsChoice other = choice;
          const bool chosen = choice.kind == ledger::name(kind);
          other.kind = chosen ? std::string() : std::string(ledger::name(kind));
          html.element("li", [&] {
            html.element("a",
                         {{"href", edits_address("/edits", state, other)},
                          {"aria-current", chosen ? "true" : Html::kNone}},
                         [&] {
                           html.element("span", {{"class", "value"}}, ledger::name(kind));
                           html.element("span", {{"class", "count"}}, [&] {
                             html.text(show::grouped(count));
                             html.element("span", {{"class", "unseen"}},
                                          chosen ? " edits, chosen: take away" : " edits");
                           });
                         });
          });
        }
      });
    });
  });
}

std::string summary(const search::EditList& list) {
  return fmt::format("{} {} of {} {}", show::grouped(list.total), list.total == 1 ? "edit" : "edits",
                     show::grouped(list.articles), list.articles == 1 ? "article" : "articles");
}

std::string exposure(const search::EditList& list) {
  std::string out =
      fmt::format("{} of {} {} captured on two days or more; of the others no edit can be seen.",
                  show::grouped(list.exposed),
                  show::grouped(list.looked_at) + (list.looked_at == 1 ? " article" : " articles"),
                  list.exposed == 1 ? "was" : "were");
  if (list.not_comparable > 0) {
    out += fmt::format(" {} not comparable.",
                       list.not_comparable == 1 ? std::string("1 pair of texts is")
                                                : show::grouped(list.not_comparable) + " pairs of texts are");
  }
  return out;
}

HttpReply edits_page(search::Engine& engine, const PageState& state, const EditsChoice& choice) {
  const auto list = edits_of(engine, state, choice, kEditsOfPage);
  if (!list) return error_reply(list.error(), state, engine, {});
  const std::string subject = state.query.empty() ? "all articles" : state.query;
  return page("Edits", state, engine, [&](Html& html) {
    html.element("h1", [&] {
      html.text("Edits: ");
      html.element("span", {{"dir", "auto"}}, subject);
      html.element("small", {{"role", "status"}}, summary(*list));
    });
    html.element("p", {{"class", "views"}}, [&] {
      html.element("a", {{"href", address("/search", state)}}, "List");
      html.text(" · as ");
      for (const auto& [ending, label] : {std::pair{"json", "JSON"}, {"csv", "CSV"}}) {
        html.element("a", {{"href", edits_address(fmt::format("/edits.{}", ending), state, choice)}}, label);
        html.text(" ");
      }
    });
    html.element("p", exposure(*list));
    for (const std::string& notice : list->notices) html.element("p", {{"class", "notices"}}, notice);
    html.element("div", {{"class", "columns"}}, [&] {
      html.element("section", {{"class", "hits"}, {"aria-labelledby", "edits"}}, [&] {
        html.element("h2", {{"id", "edits"}},
                     list->total > list->edits.size()
                         ? fmt::format("The newest {}", show::grouped(list->edits.size()))
                         : std::string("The newest first"));
        if (list->edits.empty()) html.element("p", "No edit is known.");
        html.element("ol", {{"class", "list"}}, [&] {
          for (const search::ListedEdit& edit : list->edits) write_edit(html, edit);
        });
      });
      html.element("div", {{"class", "aside"}}, [&] { write_kinds(html, *list, state, choice); });
    });
  });
}

}  // namespace

HttpReply edits_answer(search::Engine& engine, const PageState& state, const Parameters& parameters,
                       std::string_view ending) {
  const EditsChoice choice = choice_of(parameters);
  if (ending.empty()) return edits_page(engine, state, choice);
  if (ending != "json" && ending != "csv") return missing_form(engine, ending);
  const auto list = edits_of(engine, state, choice, std::numeric_limits<std::size_t>::max());
  if (!list) return error_reply(list.error(), state, engine, ending);
  return ending == "csv" ? table_reply(show::edits_table(*list))
                         : HttpReply{.type = "application/json", .body = show::edits_json(*list)};
}

}  // namespace dateline::serve
