#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string_view>
#include <vector>

#include "searcher/export/publisher.h"
#include "searcher/export/writers.h"
#include "searcher/search/one_line.h"
#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

/// Text as TeX prints it. Braces become commands, because BibTeX counts them even behind a backslash.
std::string tex(std::string_view text) {
  std::string out;
  for (const char c : show::printable(text)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '{':
        out += "\\textbraceleft{}";
        break;
      case '}':
        out += "\\textbraceright{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
        out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// An address is printed as it stands: what could end the field, or is no ASCII, is percent-encoded.
std::string address(std::string_view url) {
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        byte > 0x20 && byte < 0x7F && std::string_view("{}\\\"<>^`|").find(c) == std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return out;
}

/// JSON that a program which reads BibTeX does not stumble over: braces that do not match, and the sign that
/// begins an entry.
std::string harmless(std::string_view json) {
  std::string out;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '\\') {
      out += c;
      if (++i < json.size()) out += json[i];
      continue;
    }
    if (c == '"') in_string = !in_string;
    if (in_string && (c == '{' || c == '}' || c == '@')) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

class BibtexWriter final : public ExportWriter {
 public:
  std::string begin(const ExportHead& head) override {
    state_ = head.state;
    JsonWriter json;
    write_head(json, head);
    return fmt::format("@comment{{{}}}\n", harmless(json.text()));
  }

  std::string record(const ExportRecord& record) override {
    return "\n" + bibtex_entry(record.article, state_, record.notes);
  }
  Result<std::string> end() override { return std::string(); }

 private:
  std::string state_;
};

/// `date` for biblatex, `year` and `month` for the older styles; never more than is known.
void add_date(const dates::Publication& publication, std::string& out) {
  constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
  if (publication.confidence == dates::Confidence::kNone) return;
  out += fmt::format(",\n  date = {{{}}},\n  year = {{{}}}", dates::publication_text(publication),
                     dates::year_of(publication.from));
  if (publication.precision != dates::Precision::kDay && publication.precision != dates::Precision::kMonth)
    return;
  out += fmt::format(",\n  month = {}", kMonths[dates::month_of(publication.from) - 1]);
}

}  // namespace

std::string bibtex_entry(const Article& article, std::string_view state, const notes::ArticleNotes& notes) {
  std::string out = fmt::format("@misc{{dateline:{}", to_string(article.id));
  const auto field = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format(",\n  {} = {{{}}}", name, value);
  };
  // A second pair of braces keeps styles from changing capital letters.
  const std::string title = tex(article.title);
  field("title", title.empty() ? title : "{" + title + "}");
  const std::string publisher = tex(publisher_of(article));
  field("author", publisher.empty() ? publisher : "{" + publisher + "}");
  field("howpublished", publisher);
  add_date(article.publication, out);
  field("url", address(article.url));
  if (article.captured) field("urldate", dates::to_iso(*article.captured));
  field("language", article.language.code());
  std::vector<std::string> keywords(notes.tags.begin(), notes.tags.end());
  if (!article.topic.empty()) keywords.insert(keywords.begin(), article.topic);
  field("keywords", tex(fmt::format("{}", fmt::join(keywords, ", "))));
  std::string note = juche_text(article);
  if (!note.empty() && !state.empty()) note += "; ";
  field("note", tex(note + state_note(state)));
  field("annotation", tex(one_line(notes.text)));
  return out + "\n}\n";
}

std::unique_ptr<ExportWriter> make_bibtex_writer() { return std::make_unique<BibtexWriter>(); }

}  // namespace dateline::search
