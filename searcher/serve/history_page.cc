#include <fmt/format.h>

#include <charconv>

#include "searcher/ledger/article_history.h"
#include "searcher/ledger/diff_pieces.h"
#include "searcher/ledger/show_diff.h"
#include "searcher/ledger/show_history.h"
#include "searcher/ledger/version_diff.h"
#include "searcher/serve/history_part.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

using search::ArticleHistory;
using search::Histories;

std::string day_text(const std::optional<dates::Day>& day) {
  return day ? dates::to_iso(*day) : std::string("an unknown day");
}

/// "2023-09-14 to 2023-10-02, 3 captures".
std::string seen_text(const ledger::Version& version) {
  std::string out = day_text(version.first);
  if (version.last != version.first) out += " to " + day_text(version.last);
  return out + fmt::format(", {} {}", show::grouped(version.captures),
                           version.captures == 1 ? "capture" : "captures");
}

std::string diff_address(const ArticleId& id, std::size_t older, std::size_t newer) {
  return fmt::format("/diff/{}?older={}&newer={}", to_string(id), older, newer);
}

void write_versions(Html& html, const ArticleHistory& of) {
  const std::optional<std::size_t> current = show::current_version(of);
  html.element("ol", {{"class", "versions"}}, [&] {
    for (std::size_t i = 0; i < of.history.versions.size(); ++i) {
      const ledger::Version& version = of.history.versions[i];
      html.element("li", [&] {
        html.text(seen_text(version));
        if (current == i) {
          html.text(" (in the index)");
        } else if (!version.kept) {
          html.text(" (its text was not kept)");
        }
        for (const ledger::Edit& edit : of.history.edits) {
          if (edit.older != i) continue;
          html.element("p", {{"class", "facts"}}, [&] {
            html.text(fmt::format("edited between {} and {}: {} ", day_text(edit.before),
                                  day_text(edit.after), show::edit_text(edit)));
            if (edit.known) {
              html.element("a", {{"href", diff_address(of.id, edit.older + 1, edit.newer + 1)}}, [&] {
                html.text("What changed");
                html.element("span", {{"class", "unseen"}},
                             fmt::format(" from version {} to {}", edit.older + 1, edit.newer + 1));
              });
            }
          });
        }
      });
    }
  });
}

void write_absences(Html& html, const ledger::History& history) {
  for (const ledger::Absence& absence : history.absences) html.element("p", show::absence_text(absence));
  if (history.withdrawn)
    html.element("p", fmt::format("Withdrawn: {}.", show::withdrawn_text(*history.withdrawn)));
  if (history.purged) html.element("p", "Purged: its texts were deleted for good.");
}

void write_evidence(Html& html, const ledger::History& history) {
  if (history.missing.empty()) return;
  html.element("h2", "Looks that did not find it");
  html.element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Looks"}},
               [&] {
                 html.element("table", {{"class", "rows"}}, [&] {
                   html.element("thead", [&] {
                     html.element("tr", [&] {
                       for (const std::string_view head : {"day", "found", "HTTP", "address"})
                         html.element("th", {{"scope", "col"}}, head);
                     });
                   });
                   html.element("tbody", [&] {
                     for (const ledger::Evidence& look : history.missing) {
                       html.element("tr", [&] {
                         html.element("th", {{"scope", "row"}}, day_text(look.day));
                         html.element("td", ledger::name(look.missing));
                         html.element("td", look.status > 0 ? std::to_string(look.status) : std::string());
                         html.element("td", {{"dir", "auto"}}, look.address);
                       });
                     }
                   });
                 });
               });
}

void write_copies(Html& html, const ArticleHistory& of) {
  if (of.copies.empty()) return;
  html.element("h2", "The same text, or nearly the same, elsewhere");
  html.element("ul", [&] {
    for (const search::CopyHistory& copy : of.copies) {
      html.element("li", [&] {
        html.element("a", {{"href", "/history/" + to_string(copy.head.id)}, {"dir", "auto"}},
                     show::title_text(copy.head));
        write_facts(html, copy.head, {});
        std::string other =
            copy.kinds.is_edit() ? "says otherwise: " + ledger::text_of(copy.kinds) : std::string("the same");
        for (const ledger::NameChange& change : copy.names) other += "; " + show::name_change_text(change);
        html.element("p", {{"class", "facts"}},
                     fmt::format("{}, {} {}; {}", ledger::name(copy.history.fate()),
                                 show::grouped(copy.history.versions.size()),
                                 copy.history.versions.size() == 1 ? "version" : "versions", other));
      });
    }
  });
}

search::SearchResult<Histories> histories_of(search::Engine& engine) {
  Result<Histories> histories = Histories::open(engine.reader());
  if (!histories) return tl::unexpected(search::wrap(histories.error()));
  return std::move(*histories);
}

search::SearchResult<std::optional<ArticleHistory>> history_of(search::Engine& engine,
                                                               const std::string& id) {
  const auto histories = histories_of(engine);
  if (!histories) return tl::unexpected(histories.error());
  auto found = histories->find(engine, id);
  if (!found || !*found) return found;
  if (const auto added = histories->add_copies(engine, **found); !added) return tl::unexpected(added.error());
  return found;
}

HttpReply history_page(search::Engine& engine, const ArticleHistory& of) {
  const ledger::History& history = of.history;
  const std::string id = to_string(of.id);
  return page("History", {}, engine, [&](Html& html) {
    html.element("h1", [&] {
      html.text("History: ");
      html.element("span", {{"dir", "auto"}},
                   of.article ? show::title_text(*of.article) : std::string_view(id));
      html.element("small", {{"role", "status"}},
                   fmt::format("{}; {} {}, seen or looked for {}", ledger::name(history.fate()),
                               show::grouped(history.versions.size()),
                               history.versions.size() == 1 ? "version" : "versions",
                               history.sightings() == 1 ? std::string("once")
                                                        : show::grouped(history.sightings()) + " times"));
    });
    if (of.article) {
      write_facts(html, *of.article, {});
      html.element("p", [&] { html.element("a", {{"href", "/article/" + id}}, "The article"); });
    } else {
      html.element("p", "The article is not in the index any more; this is what the ledger keeps of it.");
    }
    html.element("p", {{"class", "views"}}, [&] {
      write_forms(html, "/history/" + id, {}, {{"json", "JSON"}, {"timemap", "TimeMap"}});
    });
    if (history.empty()) html.element("p", "The ledger knows nothing of it.");
    write_absences(html, history);
    if (!history.versions.empty()) html.element("h2", "Texts that it has had");
    write_versions(html, of);
    write_evidence(html, history);
    write_copies(html, of);
  });
}

/// A version as an address numbers it; nullopt when it is left out or no number.
std::optional<std::size_t> version_of(const Parameters& parameters, std::string_view name) {
  for (const Parameter& parameter : parameters) {
    std::size_t number = 0;
    const char* const end = parameter.value.data() + parameter.value.size();
    if (parameter.name != name) continue;
    const auto [at, error] = std::from_chars(parameter.value.data(), end, number);
    if (error == std::errc() && at == end) return number;
  }
  return std::nullopt;
}

void write_pieces(Html& html, const std::vector<search::DiffPiece>& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const search::DiffPiece& piece = pieces[i];
    switch (piece.of) {
      case search::DiffPiece::Of::kBoth:
        html.text(piece.text);
        break;
      case search::DiffPiece::Of::kOlder:
        html.element("del", piece.text);
        break;
      case search::DiffPiece::Of::kNewer:
        html.element("ins", piece.text);
        break;
    }
    if (search::runs_together(pieces, i)) html.text(" ");
  }
}

HttpReply diff_page(search::Engine& engine, const search::VersionDiff& diff) {
  const std::string id = to_string(diff.id);
  const std::string_view language = diff.newer_text.language;
  return page("What changed", {}, engine, [&](Html& html) {
    html.element("h1", [&] {
      html.element("span", {{"lang", Html::or_none(language)}, {"dir", "auto"}},
                   [&] { write_pieces(html, search::title_pieces(diff)); });
      html.element("small", {{"role", "status"}}, show::kinds_text(diff));
    });
    html.element("p", {{"class", "facts"}},
                 fmt::format("Version {}, first captured on {}, and version {}, first captured on {}",
                             diff.older, day_text(diff.older_day), diff.newer, day_text(diff.newer_day)));
    if (!diff.comparable) html.element("p", {{"class", "notices"}}, show::kNotComparable);
    html.element("p", {{"class", "views"}}, [&] {
      html.element("a", {{"href", "/history/" + id}}, "History of the article");
      html.text(" · as ");
      html.element("a",
                   {{"href", fmt::format("/diff/{}.json?older={}&newer={}", id, diff.older, diff.newer)}},
                   "JSON");
    });
    html.element("div", {{"class", "body diff"}}, [&] {
      for (const ledger::ComparedSentences& sentence : diff.comparison.sentences) {
        html.element("p", {{"lang", Html::or_none(language)}, {"dir", "auto"}}, [&] {
          write_pieces(html, search::sentence_pieces(diff, sentence));
          if (sentence.kinds.is_edit()) {
            html.text(" ");
            html.element("small", {{"lang", "en"}}, "(" + ledger::text_of(sentence.kinds) + ")");
          }
        });
      }
    });
  });
}

}  // namespace

HttpReply history_answer(search::Engine& engine, const std::string& id, std::string_view ending) {
  const auto found = history_of(engine, id);
  if (!found) return error_reply(found.error(), {}, engine, ending);
  if (!*found) return unknown_article(engine, id, ending);
  if (ending == "json") return {.type = "application/json", .body = show::history_json(**found)};
  if (ending == "timemap") return {.type = "application/link-format", .body = show::history_timemap(**found)};
  return ending.empty() ? history_page(engine, **found) : missing_form(engine, ending);
}

HttpReply diff_answer(search::Engine& engine, const std::string& id, const Parameters& parameters,
                      std::string_view ending) {
  const auto histories = histories_of(engine);
  if (!histories) return error_reply(histories.error(), {}, engine, ending);
  const auto found = histories->find(engine, id);
  if (!found) return error_reply(found.error(), {}, engine, ending);
  if (!*found) return unknown_article(engine, id, ending);
  std::optional<std::size_t> older = version_of(parameters, "older");
  std::optional<std::size_t> newer = version_of(parameters, "newer");
  if (!older || !newer) older = newer = std::nullopt;
  const auto diff = search::diff_versions(engine, *histories, **found, older, newer);
  if (!diff) return error_reply(diff.error(), {}, engine, ending);
  if (ending == "json") return {.type = "application/json", .body = show::diff_json(*diff)};
  return ending.empty() ? diff_page(engine, *diff) : missing_form(engine, ending);
}

void write_history(Html& html, search::Engine& engine, const Article& article) {
  if (engine.shards() != nullptr) return;
  const auto cannot_be_read = [&](const search::SearchError& error) {
    html.element("section", {{"aria-labelledby", "versions"}}, [&] {
      html.element("h2", {{"id", "versions"}}, "Versions");
      html.element("p", {{"class", "notices"}}, "They cannot be read: " + error.error.what);
    });
  };
  const auto histories = histories_of(engine);
  if (!histories) return cannot_be_read(histories.error());
  if (histories->empty()) return;
  const auto found = histories->find(engine, to_string(article.id));
  if (!found) return cannot_be_read(found.error());
  if (!*found || (*found)->history.empty()) return;
  const ledger::History& history = (*found)->history;
  html.element("section", {{"aria-labelledby", "versions"}}, [&] {
    html.element("h2", {{"id", "versions"}}, fmt::format("Versions ({})", history.versions.size()));
    write_absences(html, history);
    write_versions(html, **found);
    html.element("p", [&] {
      html.element("a", {{"href", "/history/" + to_string(article.id)}},
                   "Everything that is known of its history");
    });
  });
}

}  // namespace dateline::serve
