#include "searcher/ledger/show_history.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "common/dates/publication.h"
#include "common/index/article_json.h"
#include "common/json_writer.h"
#include "common/ledger/compared_form.h"
#include "searcher/show/json.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using search::ArticleHistory;
using search::EditList;
using search::ListedEdit;

std::string day_text(const std::optional<dates::Day>& day) { return day ? dates::to_iso(*day) : "unknown"; }

constexpr std::string_view kNoDay = "no day";

/// Of publication, as printed.
std::string day_of(const Article& article) {
  std::string day = dates::publication_text(article.publication);
  return day.empty() ? std::string(kNoDay) : day;
}

std::string hex(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

std::optional<std::string> day_or_null(const std::optional<dates::Day>& day) {
  if (!day) return std::nullopt;
  return dates::to_iso(*day);
}

}  // namespace

std::string_view withdrawn_text(ledger::Withdrawn why) {
  switch (why) {
    case ledger::Withdrawn::kRemoved:
      return "it was removed from the index";
    case ledger::Withdrawn::kChanged:
      return "the file that it was from has it no more";
    case ledger::Withdrawn::kRebuilt:
      return "the index was built again from inputs without it";
  }
  return {};
}

std::string edit_text(const ledger::Edit& edit) {
  if (!edit.comparable) return "not comparable: other rules took the text out of the page";
  if (!edit.known) return "not compared: the text was not kept";
  std::string out = edit.kinds.is_edit() ? ledger::text_of(edit.kinds)
                                         : fmt::format("no edit ({})", ledger::text_of(edit.kinds));
  for (const ledger::NameChange& change : edit.names) out += "; " + name_change_text(change);
  return out;
}

/// The current text of an article is that of one of its versions.
std::optional<std::size_t> current_version(const ArticleHistory& of) {
  if (!of.article) return std::nullopt;
  const std::uint64_t hash = ledger::version_hash(*of.article);
  for (std::size_t i = 0; i < of.history.versions.size(); ++i) {
    if (of.history.versions[i].text == hash) return i;
  }
  return std::nullopt;
}

std::string absence_text(const ledger::Absence& absence) {
  std::string out = fmt::format("{}: last seen {}, first missing {}", ledger::name(absence.kind),
                                day_text(absence.last_seen), day_text(absence.first_missing));
  if (absence.looks > 1) out += fmt::format(", missing in {} looks", absence.looks);
  if (absence.two_kinds) out += ", by evidence of two kinds";
  if (absence.restored) out += fmt::format(", restored {}", day_text(absence.restored));
  return out;
}

std::string name_change_text(const ledger::NameChange& change) {
  return fmt::format("{} {} to {}", change.name, change.before, change.after);
}

std::string history_text(const ArticleHistory& of, const Style& style) {
  const ledger::History& history = of.history;
  std::string out = fmt::format("{}  ", to_string(of.id));
  if (of.article) {
    out += bold(style, printable(title_text(*of.article))) + "\n";
    std::string head = day_of(*of.article);
    if (!of.article->url.empty()) head += " · " + printable(of.article->url);
    out += wrapped(head, style, 2);
  } else {
    out += "(not in the index)\n";
  }
  out += fmt::format("fate: {}; {}, {}\n", ledger::name(history.fate()),
                     counted(history.versions.size(), "version", "versions"),
                     counted(history.sightings(), "sighting", "sightings"));
  if (history.withdrawn) out += fmt::format("withdrawn: {}\n", withdrawn_text(*history.withdrawn));
  if (history.purged) out += "purged: its texts were deleted for good\n";
  const std::optional<std::size_t> current = current_version(of);
  for (std::size_t i = 0; i < history.versions.size(); ++i) {
    const ledger::Version& version = history.versions[i];
    out += bold(style, fmt::format("version {}", i + 1));
    out += fmt::format("  {}", day_text(version.first));
    if (version.last != version.first) out += fmt::format(" … {}", day_text(version.last));
    out += fmt::format(", {}", counted(version.captures, "capture", "captures"));
    if (current == i) {
      out += ", in the index";
    } else if (!version.kept) {
      out += ", text not kept";
    }
    out += "\n";
    out += dim(style, wrapped(fmt::format("{}{} · text {}", printable(version.file),
                                          version.place > 0 ? fmt::format(":{}", version.place) : "",
                                          hex(version.text)),
                              style, 2));
    for (const ledger::Edit& edit : history.edits) {
      if (edit.older != i) continue;
      out += wrapped(fmt::format("to version {}, between {} and {}: {}", edit.newer + 1,
                                 day_text(edit.before), day_text(edit.after), printable(edit_text(edit))),
                     style, 4);
    }
  }
  for (const ledger::Absence& absence : history.absences) out += wrapped(absence_text(absence), style, 0);
  for (const ledger::Evidence& evidence : history.missing) {
    out +=
        dim(style, wrapped(fmt::format("{}  {}{}  {}", day_text(evidence.day), ledger::name(evidence.missing),
                                       evidence.status > 0 ? fmt::format(", HTTP {}", evidence.status) : "",
                                       printable(evidence.address)),
                           style, 2));
  }
  if (history.empty()) out += "the ledger knows nothing of it\n";
  if (!of.copies.empty()) out += "the same text, or nearly the same, elsewhere\n";
  for (const search::CopyHistory& copy : of.copies) {
    std::string other = copy.kinds.is_edit() ? ledger::text_of(copy.kinds) : std::string("the same");
    for (const ledger::NameChange& change : copy.names) other += "; " + printable(name_change_text(change));
    out += wrapped(fmt::format("{}  {} · {} · {}, {}: {}", to_string(copy.head.id), day_of(copy.head),
                               printable(copy.head.source.slug), ledger::name(copy.history.fate()),
                               counted(copy.history.versions.size(), "version", "versions"), other),
                   style, 2);
  }
  return out;
}

namespace {

void write_edit(JsonWriter& json, const ledger::EditKinds& kinds, bool comparable,
                const std::vector<ledger::NameChange>& names) {
  json.member("comparable", comparable);
  json.member("is_edit", kinds.is_edit());
  json.array("kinds", ledger::names(kinds));
  json.array("names", names, [&](const ledger::NameChange& change) {
    json.object([&] {
      json.member("name", change.name);
      json.member("before", change.before);
      json.member("after", change.after);
    });
  });
}

}  // namespace

std::string history_json(const ArticleHistory& of) {
  const ledger::History& history = of.history;
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("id", to_string(of.id));
    json.member("in_index", of.article.has_value());
    if (of.article) {
      json.member("title", of.article->title);
      json.member("url", of.article->url);
      json.member("published", dates::publication_text(of.article->publication));
    }
    json.member("fate", ledger::name(history.fate()));
    json.member("sightings", history.sightings());
    json.member("withdrawn", history.withdrawn.has_value());
    json.member("purged", history.purged);
    json.key("current");
    const std::optional<std::size_t> current = current_version(of);
    json.value(current ? std::optional<std::uint64_t>(*current + 1) : std::nullopt);
    json.array("copies", of.copies, [&](const search::CopyHistory& copy) {
      json.object([&] {
        json.member("id", to_string(copy.head.id));
        json.member("source", copy.head.source.slug);
        json.member("published", dates::publication_text(copy.head.publication));
        json.member("url", copy.head.url);
        json.member("fate", ledger::name(copy.history.fate()));
        json.member("versions", copy.history.versions.size());
        write_edit(json, copy.kinds, true, copy.names);
      });
    });
    json.array("versions", history.versions, [&](const ledger::Version& version) {
      json.object([&] {
        json.member("text", hex(version.text));
        json.member("first", day_or_null(version.first));
        json.member("last", day_or_null(version.last));
        json.member("captures", version.captures);
        json.member("kept", version.kept);
        json.member("extractor", static_cast<unsigned>(version.extractor));
        json.member("generation", version.generation);
        json.member("path", version.file);
        json.member("record", version.place);
      });
    });
    json.array("edits", history.edits, [&](const ledger::Edit& edit) {
      json.object([&] {
        json.member("older", edit.older + 1);
        json.member("newer", edit.newer + 1);
        json.member("before", day_or_null(edit.before));
        json.member("after", day_or_null(edit.after));
        json.member("compared", edit.known);
        write_edit(json, edit.kinds, edit.comparable, edit.names);
      });
    });
    json.array("absences", history.absences, [&](const ledger::Absence& absence) {
      json.object([&] {
        json.member("kind", ledger::name(absence.kind));
        json.member("last_seen", day_or_null(absence.last_seen));
        json.member("first_missing", day_or_null(absence.first_missing));
        json.member("last_missing", day_or_null(absence.last_missing));
        json.member("restored", day_or_null(absence.restored));
        json.member("looks", absence.looks);
        json.member("two_kinds", absence.two_kinds);
      });
    });
    json.array("evidence", history.missing, [&](const ledger::Evidence& evidence) {
      json.object([&] {
        json.member("kind", ledger::name(evidence.missing));
        json.member("day", day_or_null(evidence.day));
        json.member("status", evidence.status);
        json.member("address", evidence.address);
      });
    });
  });
  return json.line();
}

std::string history_timemap(const ArticleHistory& of) {
  const std::string url = of.article ? of.article->url : std::string("urn:dateline:") + to_string(of.id);
  // Within the signs of an address nothing may end it, and it is of ASCII (RFC 3986).
  const auto address = [](std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '<' || c == '>' || c == '"' || static_cast<unsigned char>(c) <= ' ' ||
          static_cast<unsigned char>(c) >= 0x7F) {
        out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
      } else {
        out += c;
      }
    }
    return out;
  };
  const auto http_date = [](dates::Day day) {
    constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const std::chrono::weekday weekday{day};
    return fmt::format("{}, {:02} {} {:04} 00:00:00 GMT", kDays[weekday.c_encoding()],
                       static_cast<int>(dates::day_of_month(day)),
                       dates::english_month(dates::month_of(day)).substr(0, 3), dates::year_of(day));
  };
  std::string out = fmt::format("<{}>;rel=\"original\"", address(url));
  for (std::size_t i = 0; i < of.history.versions.size(); ++i) {
    const ledger::Version& version = of.history.versions[i];
    if (!version.first) continue;
    out += fmt::format(",\n<urn:dateline:{}:{}>;rel=\"memento\";datetime=\"{}\"", to_string(of.id),
                       hex(version.text), http_date(*version.first));
  }
  return out + "\n";
}

std::string edits_text(const EditList& list, const Style& style) {
  std::string out;
  for (const std::string& notice : list.notices) out += wrapped(printable(notice), style, 0);
  std::size_t number = 0;
  for (const ListedEdit& edit : list.edits) {
    out += fmt::format("{:>3}. ", ++number) +
           bold(style, printable(edit.title.empty() ? "(no title)" : edit.title)) + "\n";
    out += wrapped(fmt::format("{} · {} · edited between {} and {}",
                               !edit.in_index           ? "not in the index"
                               : edit.published.empty() ? kNoDay
                                                        : std::string_view(edit.published),
                               to_string(edit.id), day_text(edit.before), day_text(edit.after)),
                   style, 5);
    std::string kinds = ledger::text_of(edit.kinds);
    for (const ledger::NameChange& change : edit.names) kinds += "; " + printable(name_change_text(change));
    out += wrapped(kinds, style, 5);
  }
  if (!list.by_kind.empty()) {
    out += "kinds\n";
    for (const auto& [kind, count] : list.by_kind)
      out += fmt::format("  {:<20} {:>9}\n", ledger::name(kind), grouped(count));
  }
  if (!list.periods.empty()) out += "period     edits  captures that could show one  removals  restored\n";
  for (const auto& [period, counts] : list.periods)
    out += fmt::format("{:<8} {:>7}  {:>28}  {:>8}  {:>8}\n", period, grouped(counts.edits),
                       grouped(counts.chances), grouped(counts.removals), grouped(counts.restorations));
  std::string status = fmt::format(
      "{} of {}. {} of {} {} captured on two days or more; of the others no edit can "
      "be seen",
      counted(list.total, "edit", "edits"), counted(list.articles, "article", "articles"),
      grouped(list.exposed), counted(list.looked_at, "article", "articles"),
      list.exposed == 1 || list.looked_at == 1 ? "was" : "were");
  if (list.not_comparable > 0) {
    status += fmt::format(". {} not comparable",
                          counted(list.not_comparable, "pair of texts is", "pairs of texts are"));
  }
  return out + dim(style, wrapped(status + ".", style, 0));
}

std::string edits_json(const EditList& list) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("query", list.query);
    write_index(json, list.index_articles, list.revision);
    json.member("total", list.total);
    json.member("articles", list.articles);
    json.member("exposed", list.exposed);
    json.member("known", list.looked_at);
    json.member("not_comparable", list.not_comparable);
    json.object("kinds", [&] {
      for (const auto& [kind, count] : list.by_kind) json.member(ledger::name(kind), count);
    });
    json.array("periods", list.periods, [&](const auto& period) {
      json.object([&] {
        json.member("period", period.first);
        json.member("edits", period.second.edits);
        json.member("chances", period.second.chances);
        json.member("removals", period.second.removals);
        json.member("restorations", period.second.restorations);
      });
    });
    json.array("edits", list.edits, [&](const ListedEdit& edit) {
      json.object([&] {
        json.member("id", to_string(edit.id));
        json.member("title", edit.title);
        json.member("in_index", edit.in_index);
        json.member_or_null("published", edit.published);
        json.member("before", day_or_null(edit.before));
        json.member("after", day_or_null(edit.after));
        write_edit(json, edit.kinds, edit.comparable, edit.names);
      });
    });
    json.array("notices", list.notices);
  });
  return json.line();
}

Table edits_table(const EditList& list) {
  Table table;
  table.columns = {{"id", false},    {"published", false},     {"before", false},      {"after", false},
                   {"kinds", false}, {"names_removed", false}, {"names_added", false}, {"title", false}};
  for (const ListedEdit& edit : list.edits) {
    std::vector<std::string> removed;
    std::vector<std::string> added;
    for (const ledger::NameChange& change : edit.names)
      (change.after < change.before ? removed : added).push_back(change.name);
    table.rows.push_back(
        {to_string(edit.id), edit.published, day_or_null(edit.before).value_or(""),
         day_or_null(edit.after).value_or(""), fmt::format("{}", fmt::join(ledger::names(edit.kinds), " ")),
         fmt::format("{}", fmt::join(removed, "; ")), fmt::format("{}", fmt::join(added, "; ")), edit.title});
  }
  return table;
}

}  // namespace dateline::show
