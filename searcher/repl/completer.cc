#include "searcher/repl/completer.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "common/index/xapian_wall.h"
#include "searcher/export/export_format.h"
#include "searcher/query/field_names.h"
#include "searcher/repl/command.h"
#include "searcher/repl/settings.h"
#include "searcher/repl/words.h"
#include "searcher/search/facet_choice.h"
#include "searcher/search/xapian_matcher.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

using index::FieldInfo;

constexpr std::size_t kFilesLooked = 5000;
constexpr std::size_t kTitle = 50;  ///< columns of a title beside a candidate

/// Where the last word of a query begins; blanks within quotation marks do not part words.
struct LastWord {
  std::size_t start = 0;
  bool quoted = false;  ///< the marks are still open
};

LastWord last_word(std::string_view line) {
  LastWord word;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      word.quoted = !word.quoted;
    } else if (!word.quoted && (line[i] == ' ' || line[i] == '\t' || line[i] == '(' || line[i] == ')')) {
      word.start = i + 1;
    }
  }
  return word;
}

}  // namespace

Completion Completer::complete(std::string_view line, const CompletionContext& context) {
  Offer offer;
  const Status looked = index::guard([&] {
    if (line.starts_with(':')) {
      offer_argument(line, context, offer);
    } else {
      offer_query_word(line, context, offer);
    }
  });
  return looked ? offer.finish() : Completion{};
}

void Completer::offer_argument(std::string_view line, const CompletionContext& context, Offer& offer) {
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) {
    offer.typed = line;
    for (const Command& command : all_commands()) {
      if (!command.name.starts_with(line.substr(1))) continue;
      offer.add(fmt::format(":{}", command.name), std::string(command.summary));
    }
    return;
  }
  const std::vector<const Command*> commands = find_commands(line.substr(1, blank - 1));
  if (commands.size() != 1) return;
  const std::size_t word = line.find_last_of(" ,") + 1;
  offer.start = word;
  offer.typed = line.substr(word);
  const auto add_if = [&](std::string_view text, std::string note) {
    if (begins_with(text, offer.typed)) offer.add(std::string(text), std::move(note));
  };
  const auto add_facets = [&] {
    for (const std::string& facet : facet_candidates(offer.typed)) add_if(facet, {});
  };
  switch (commands.front()->argument) {
    case Argument::kNone:
      break;
    case Argument::kHit:
      if (context.answer == nullptr) break;
      for (const Hit& hit : context.answer->hits) {
        add_if(std::to_string(hit.rank), show::fit(show::printable(hit.article.title), kTitle));
      }
      break;
    case Argument::kQuery:
      offer_query_word(line, context, offer);
      break;
    case Argument::kFacet:
      add_facets();
      add_if("none", {});
      break;
    case Argument::kSetting: {
      const std::string_view before = trim(line.substr(blank, word - blank));
      if (before.empty()) {
        for (const Setting& setting : all_settings()) add_if(setting.name, std::string(setting.values));
        break;
      }
      for (const Setting& setting : all_settings()) {
        if (setting.name != before.substr(0, before.find(' '))) continue;
        if (setting.name == "facets") add_facets();
        if (setting.name == "rank") {
          add_if("dateline", {});
          for (const std::string& name : scheme_names()) add_if(name, {});
          continue;
        }
        std::string values(setting.values);
        std::replace(values.begin(), values.end(), ',', ' ');
        std::string_view rest = values;
        for (std::string_view value = take_word(rest); !value.empty(); value = take_word(rest)) {
          if (setting.name != "facets" || value == "none") add_if(value, {});
        }
      }
      break;
    }
    case Argument::kSet: {
      if (context.sets == nullptr) break;
      const std::string before(trim(line.substr(blank, word - blank)));
      const std::string_view last = std::string_view(before).substr(before.find_last_of(' ') + 1);
      if (context.sets->all().contains(last)) {
        for (const std::string_view name : {"and", "minus", "or"}) add_if(name, {});
      } else {
        for (const auto& [name, set] : context.sets->all()) add_if(name, show::printable(set->text));
      }
      break;
    }
    case Argument::kTime:
      for (const std::string_view name :
           {"year", "month", "quarter", "week", "day", "juche", "found", "share", "words", "spark"}) {
        add_if(name, {});
      }
      break;
    case Argument::kOrder:
      for (const std::string_view name : {"left", "right", "date", "-date", "rank"}) add_if(name, {});
      break;
    case Argument::kCommand:
      for (const Command& command : all_commands()) add_if(command.name, std::string(command.summary));
      add_if("words", "the words of the answers");
      break;
    case Argument::kExport: {
      const std::string_view before = trim(line.substr(blank, word - blank));
      if (before.ends_with("--format")) {
        for (const std::string_view name : kExportFormats) add_if(name, {});
      } else if (offer.typed.starts_with('-')) {
        add_if("--body", "with the whole texts");
        add_if("--columns", "of a table");
        add_if("--format", "of the file");
      } else {
        offer_files(line, blank, offer);
      }
      break;
    }
    case Argument::kFile:
      offer_files(line, blank, offer);
      break;
  }
}

void Completer::offer_files(std::string_view line, std::size_t blank, Offer& offer) {
  const std::string typed(trim(line.substr(blank)));
  offer.start = line.size() - std::min(line.size(), typed.size());
  offer.typed = line.substr(offer.start);
  const std::size_t slash = typed.find_last_of('/');
  const std::string folder = slash == std::string::npos ? "." : typed.substr(0, slash + 1);
  const std::string lead = slash == std::string::npos ? "" : folder;
  std::error_code ignored;
  std::size_t looked = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    if (++looked > kFilesLooked) break;
    const bool is_folder = entry.is_directory(ignored);
    const std::string name = lead + entry.path().filename().string() + (is_folder ? "/" : "");
    if (name.starts_with(typed) && show::printable(name) == name) offer.add(name);
  }
  std::sort(offer.found.begin(), offer.found.end(),
            [](const auto& a, const auto& b) { return a.candidate.text < b.candidate.text; });
  offer.goes_on = offer.found.size() == 1 && offer.found.front().candidate.text.ends_with('/');
}

void Completer::offer_query_word(std::string_view line, const CompletionContext& context, Offer& offer) {
  const LastWord last = last_word(line);
  offer.start = last.start;
  std::string_view word = line.substr(last.start);
  if ((word.starts_with("+f") || word.starts_with("-f")) && last.start == 0 && context.numbered != nullptr) {
    offer.typed = word;
    for (std::size_t i = 0; i < context.numbered->size(); ++i) {
      std::string text = fmt::format("{}f{}", word[0], i + 1);
      if (text.starts_with(word)) offer.add(std::move(text), show::printable((*context.numbered)[i]));
    }
    if (!offer.found.empty()) return;
  }
  while (word.starts_with('-') || word.starts_with('+')) {
    word.remove_prefix(1);
    ++offer.start;
  }
  offer.typed = word;
  const std::size_t colon = word.find(':');
  if (colon != std::string_view::npos) {
    const FieldInfo* field = query::field_of(word.substr(0, colon));
    if (field == nullptr) return;
    std::string_view value = word.substr(colon + 1);
    if (last.quoted && value.starts_with('"')) value.remove_prefix(1);
    values_.offer_values(*field, value, last.quoted, context.answer, offer);
    return;
  }
  if (word.starts_with('=')) {
    word.remove_prefix(1);
    ++offer.start;
    offer.typed = word;
  }
  if (word.starts_with('"')) return;
  for (const FieldInfo& field : index::kFields) {
    if (begins_with(field.name, word)) {
      offer.add(fmt::format("{}:", field.name), std::string(field.help), Offer::kFirst);
    }
  }
  offer.goes_on = offer.found.size() == 1;
  const std::size_t fields = offer.found.size();
  values_.offer_words("", "", word, offer);
  if (offer.found.size() != fields) offer.goes_on = false;
}

}  // namespace dateline::search
