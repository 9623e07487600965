#include "searcher/repl/completer.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <optional>
#include <utility>

#include "common/index/xapian_wall.h"
#include "searcher/export/export_format.h"
#include "searcher/query/field_names.h"
#include "searcher/repl/command.h"
#include "searcher/repl/settings.h"
#include "searcher/repl/words.h"
#include "searcher/search/facet_choice.h"
#include "searcher/search/schemes.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"

namespace dateline::search {
namespace {

using index::Facet;
using index::Field;
using index::FieldInfo;

constexpr std::size_t kTermsLooked = 50000;  ///< of the index, for one completion
constexpr std::size_t kFilesLooked = 5000;
constexpr std::uint64_t kFirst = UINT64_MAX;  ///< a weight for what stands before all counts
constexpr std::size_t kTitle = 50;            ///< columns of a title beside a candidate

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool begins_with(std::string_view text, std::string_view beginning) {
  return text.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), text.begin(),
                                                       [](char a, char b) { return lower(a) == lower(b); });
}

bool needs_quotes(std::string_view value) { return value.find_first_of(" \t()\"") != std::string_view::npos; }

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

/// What was found, with what decides which come first.
struct Completer::Offer {
  struct Found {
    Candidate candidate;
    std::uint64_t weight = 0;
  };
  std::size_t start = 0;
  std::string_view typed;  ///< the word to be completed
  std::vector<Found> found;
  bool goes_on = false;

  void add(std::string text, std::string note = {}, std::uint64_t weight = 0) {
    found.push_back({{std::move(text), std::move(note)}, weight});
  }

  Completion finish() {
    Completion out;
    out.start = start;
    out.goes_on = goes_on;
    if (found.empty()) return out;
    out.common = found.front().candidate.text;
    for (const Found& one : found) {
      const std::string& text = one.candidate.text;
      const auto [end, unused] =
          std::mismatch(out.common.begin(), out.common.end(), text.begin(), text.end());
      out.common.erase(end, out.common.end());
    }
    while (!out.common.empty() && out.common.size() < found.front().candidate.text.size() &&
           (static_cast<unsigned char>(found.front().candidate.text[out.common.size()]) & 0xC0U) == 0x80U) {
      out.common.pop_back();  // no character is cut
    }
    if (!begins_with(out.common, typed)) out.common = typed;
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.weight > b.weight; });
    if (found.size() > Completion::kMost) {
      out.more = found.size() - Completion::kMost;
      found.resize(Completion::kMost);
    }
    for (Found& one : found) out.candidates.push_back(std::move(one.candidate));
    return out;
  }
};

Completion Completer::complete(std::string_view line, const CompletionContext& context) {
  if (revision_ != engine_.reader().revision()) {
    revision_ = engine_.reader().revision();
    for (auto& counts : counts_) counts.clear();
  }
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
    for (const std::string_view name : index::kFacetNames) {
      add_if(name, {});
      if (!offer.typed.starts_with(fmt::format("{}:", name))) continue;
      for (const FacetOrder order : {FacetOrder::kCount, FacetOrder::kValue, FacetOrder::kValueDown})
        add_if(fmt::format("{}:{}", name, search::name(order)), {});
    }
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
      break;
    case Argument::kExport: {
      const std::string_view before = trim(line.substr(blank, word - blank));
      if (before.ends_with("--format")) {
        for (const std::string_view name : kExportFormats) add_if(name, {});
      } else if (offer.typed.starts_with('-')) {
        add_if("--body", "with the whole texts");
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
    offer_values(*field, value, last.quoted, context, offer);
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
      offer.add(fmt::format("{}:", field.name), std::string(field.help), kFirst);
    }
  }
  offer.goes_on = offer.found.size() == 1;
  const std::size_t fields = offer.found.size();
  offer_words("", "", word, offer);
  if (offer.found.size() != fields) offer.goes_on = false;
}

const std::vector<std::uint64_t>& Completer::counts(Facet facet) {
  std::vector<std::uint64_t>& counts = counts_[static_cast<std::size_t>(facet)];
  const index::Columns& columns = engine_.reader().columns();
  if (!counts.empty()) return counts;
  counts.resize(std::size_t{columns.value_count(facet)} + 1);
  std::vector<std::uint32_t> docids(columns.rows());
  std::iota(docids.begin(), docids.end(), 0);
  columns.count(facet, docids, counts);
  return counts;
}

void Completer::offer_facet(Facet facet, std::string_view lead, std::string_view typed, bool quoted,
                            Offer& offer) {
  const index::Columns& columns = engine_.reader().columns();
  const std::vector<std::uint64_t>& all = counts(facet);
  for (std::uint32_t ordinal = 1; ordinal <= columns.value_count(facet); ++ordinal) {
    if (all[ordinal] == 0) continue;
    const std::string_view slug = columns.value(facet, ordinal);
    std::string_view value = slug;
    std::string note = show::grouped(all[ordinal]);
    if (facet == Facet::kSource) {
      // In quotation marks stands the name as printed.
      const auto& names = engine_.source_names();
      if (const auto name = names.find(std::string(slug)); name != names.end()) {
        if (quoted) {
          value = name->second;
        } else if (name->second != slug) {
          note += "  " + show::printable(name->second);
        }
      }
    }
    if (!begins_with(value, typed) || show::printable(value) != value) continue;
    if (value.find('"') != std::string_view::npos) continue;  // no way to write it
    const bool marks = quoted || needs_quotes(value);
    offer.add(marks ? fmt::format("{}\"{}\"", lead, value) : fmt::format("{}{}", lead, value),
              std::move(note), all[ordinal]);
  }
}

void Completer::offer_terms(std::string_view prefix, std::string_view lead, std::string_view typed,
                            Offer& offer) {
  const Xapian::Database& database = engine_.reader().database();
  const std::string begin = std::string(prefix) + std::string(typed);
  std::size_t looked = 0;
  for (auto term = database.allterms_begin(begin); term != database.allterms_end(begin); ++term) {
    if (++looked > kTermsLooked) break;
    const std::string value = (*term).substr(prefix.size());
    if (show::printable(value) != value) continue;
    offer.add(fmt::format("{}{}", lead, value), show::grouped(term.get_termfreq()), term.get_termfreq());
  }
}

void Completer::offer_words(std::string_view prefix, std::string_view lead, std::string_view typed,
                            Offer& offer) {
  constexpr std::size_t kLetters = 2;
  if (typed.size() < kLetters) return;
  std::string folded;
  text::NormalForm::fold_diacritics(normal_form_.fold_case(typed), folded);
  // Only what goes on from the letters as typed can be put in their place.
  if (folded.size() != typed.size()) return;
  const Xapian::Database& database = engine_.reader().database();
  const std::string begin = std::string(prefix) + folded;
  std::size_t looked = 0;
  for (auto term = database.allterms_begin(begin); term != database.allterms_end(begin); ++term) {
    if (++looked > kTermsLooked) break;
    const std::string word = (*term).substr(prefix.size());
    if (word.empty() || (word.front() >= 'A' && word.front() <= 'Z')) continue;
    offer.add(fmt::format("{}{}{}", lead, typed, word.substr(folded.size())),
              show::grouped(term.get_termfreq()), term.get_termfreq());
  }
}

void Completer::offer_values(const FieldInfo& field, std::string_view typed, bool quoted,
                             const CompletionContext& context, Offer& offer) {
  const std::string lead = fmt::format("{}:", offer.typed.substr(0, offer.typed.find(':')));
  // A period: what stands behind the dots is completed.
  std::string date_lead = lead;
  std::string_view date = typed;
  if (const std::size_t dots = typed.rfind(".."); dots != std::string_view::npos) {
    date_lead += typed.substr(0, dots + 2);
    date.remove_prefix(dots + 2);
  }
  constexpr std::size_t kYearDigits = 4;
  switch (field.field) {
    case Field::kSource:
      return offer_facet(Facet::kSource, lead, typed, quoted, offer);
    case Field::kLanguage:
      return offer_facet(Facet::kLanguage, lead, typed, quoted, offer);
    case Field::kTopic:
      return offer_facet(Facet::kTopic, lead, typed, quoted, offer);
    case Field::kHost:
      return offer_facet(Facet::kHost, lead, typed, quoted, offer);
    case Field::kConfidence:
      return offer_facet(Facet::kConfidence, lead, typed, quoted, offer);
    case Field::kFlag:
      return offer_facet(Facet::kFlag, lead, typed, quoted, offer);
    case Field::kPublished:
      return offer_facet(date.size() <= kYearDigits ? Facet::kYear : Facet::kMonth, date_lead, date, quoted,
                         offer);
    case Field::kJuche:
      return offer_facet(Facet::kJucheYear, date_lead, date, quoted, offer);
    case Field::kMentions:
    case Field::kCaptured:
      return offer_terms(field.year_prefix, date_lead, date, offer);
    case Field::kHas:
      return offer_terms(field.prefix, lead, typed, offer);
    case Field::kTitle:
      if (!quoted) offer_words(field.prefix, lead, typed, offer);
      return;
    case Field::kBody:
      if (!quoted) offer_words("", lead, typed, offer);
      return;
    case Field::kId:
      if (context.answer == nullptr) return;
      for (const Hit& hit : context.answer->hits) {
        const std::string id = to_string(hit.article.id);
        if (id.starts_with(typed)) {
          offer.add(lead + id, show::fit(show::printable(hit.article.title), kTitle));
        }
      }
      return;
    case Field::kKey:
    case Field::kUrl:
    case Field::kGroup:
      return;  // too many, each of one article
  }
}

}  // namespace dateline::search
