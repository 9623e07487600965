#include "searcher/ledger/show_diff.h"

#include <fmt/format.h>

#include <vector>

#include "common/index/article_json.h"
#include "common/json_writer.h"
#include "searcher/ledger/diff_pieces.h"
#include "searcher/ledger/show_history.h"
#include "searcher/show/markup.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/wrap.h"

namespace dateline::show {
namespace {

using ledger::ComparedSentences;
using search::sentence_pieces;
using search::title_pieces;
using search::VersionDiff;
using Piece = search::DiffPiece;

std::string terminal(const std::vector<Piece>& pieces, const Style& style) {
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    // What was removed and what was added stand apart even where no blank lay between.
    const std::string text = printable(piece.text);
    switch (piece.of) {
      case Piece::Of::kBoth:
        out += text;
        break;
      case Piece::Of::kOlder:
        out += style.colour ? fmt::format("\033[9;31m{}\033[0m", text) : fmt::format("[-{}-]", text);
        break;
      case Piece::Of::kNewer:
        out += style.colour ? fmt::format("\033[1;32m{}\033[0m", text) : fmt::format("{{+{}+}}", text);
        break;
    }
    if (search::runs_together(pieces, i)) out += ' ';
  }
  return out;
}

std::string html(const std::vector<Piece>& pieces) {
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    const std::string text = markup_escaped(printable(piece.text));
    switch (piece.of) {
      case Piece::Of::kBoth:
        out += text;
        break;
      case Piece::Of::kOlder:
        out += "<del>" + text + "</del>";
        break;
      case Piece::Of::kNewer:
        out += "<ins>" + text + "</ins>";
        break;
    }
    if (search::runs_together(pieces, i)) out += ' ';
  }
  return out;
}

void write_pieces(JsonWriter& json, const std::vector<Piece>& pieces) {
  json.array("pieces", pieces, [&](const Piece& piece) {
    json.object([&] {
      json.member("in", piece.of == Piece::Of::kBoth    ? "both"
                        : piece.of == Piece::Of::kOlder ? "older"
                                                        : "newer");
      json.member("text", piece.text);
    });
  });
}

}  // namespace

std::string versions_text(const VersionDiff& diff) {
  const auto day = [](const std::optional<dates::Day>& of) {
    return of ? dates::to_iso(*of) : std::string("unknown");
  };
  if (diff.other) {
    return fmt::format("{} (captured {}) and {} (captured {})", to_string(diff.id), day(diff.older_day),
                       to_string(*diff.other), day(diff.newer_day));
  }
  return fmt::format("{}  version {} ({}) and version {} ({})", to_string(diff.id), diff.older,
                     day(diff.older_day), diff.newer, day(diff.newer_day));
}

std::string kinds_text(const VersionDiff& diff) {
  std::string out = ledger::text_of(diff.comparison.kinds);
  if (!diff.comparison.kinds.is_edit())
    out = diff.comparison.kinds.empty() ? "no difference" : fmt::format("no edit ({})", out);
  for (const ledger::NameChange& change : diff.comparison.names) out += "; " + name_change_text(change);
  return out;
}

std::string diff_text(const VersionDiff& diff, const Style& style) {
  std::string out = bold(style, versions_text(diff)) + "\n";
  out += wrapped(printable(kinds_text(diff)), style, 0);
  if (!diff.comparable) out += wrapped(kNotComparable, style, 0);
  const auto paragraph = [&](const std::string& label, const std::string& text) {
    out += dim(style, label) + "\n";
    out += style.colour ? "  " + text + "\n" : wrapped(text, style, 2);
  };
  if (diff.comparison.kinds.has(ledger::EditKind::kTitle))
    paragraph("title", terminal(title_pieces(diff), style));
  std::size_t unchanged = 0;
  const auto flush = [&] {
    if (unchanged > 0)
      out += dim(style, fmt::format("  … {} unchanged\n",
                                    unchanged == 1 ? "1 sentence" : fmt::format("{} sentences", unchanged)));
    unchanged = 0;
  };
  for (const ComparedSentences& sentence : diff.comparison.sentences) {
    if (!sentence.kinds.is_edit()) {
      ++unchanged;
      continue;
    }
    flush();
    paragraph(ledger::text_of(sentence.kinds), terminal(sentence_pieces(diff, sentence), style));
  }
  flush();
  return out;
}

std::string diff_json(const VersionDiff& diff) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("id", to_string(diff.id));
    if (diff.other) {
      json.member("other", to_string(*diff.other));
    } else {
      json.member("older", diff.older);
      json.member("newer", diff.newer);
    }
    json.member("comparable", diff.comparable);
    json.member("is_edit", diff.comparison.kinds.is_edit());
    json.array("kinds", ledger::names(diff.comparison.kinds));
    json.array("names", diff.comparison.names, [&](const ledger::NameChange& change) {
      json.object([&] {
        json.member("name", change.name);
        json.member("before", change.before);
        json.member("after", change.after);
      });
    });
    json.object("title", [&] { write_pieces(json, title_pieces(diff)); });
    json.array("sentences", diff.comparison.sentences, [&](const ComparedSentences& sentence) {
      json.object([&] {
        json.array("kinds", ledger::names(sentence.kinds));
        write_pieces(json, sentence_pieces(diff, sentence));
      });
    });
  });
  return json.line();
}

std::string diff_html(const VersionDiff& diff) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n"
      "body {{ max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 serif; }}\n"
      "del {{ background: #fdd; color: #700; }}\nins {{ background: #dfd; color: #050; text-decoration: none; "
      "font-weight: bold; }}\n.kinds {{ color: #555; font-size: .85rem; }}\n</style>\n</head>\n<body>\n",
      diff.newer_text.language.empty() ? "und" : markup_escaped(diff.newer_text.language),
      markup_escaped(versions_text(diff)));
  out += fmt::format("<h1>{}</h1>\n<p class=\"kinds\">{}<br>{}</p>\n", html(title_pieces(diff)),
                     markup_escaped(versions_text(diff)), markup_escaped(printable(kinds_text(diff))));
  if (!diff.comparable) out += fmt::format("<p>{}</p>\n", kNotComparable);
  for (const ComparedSentences& sentence : diff.comparison.sentences) {
    out += "<p>" + html(sentence_pieces(diff, sentence));
    if (sentence.kinds.is_edit())
      out += fmt::format(" <span class=\"kinds\">({})</span>", ledger::text_of(sentence.kinds));
    out += "</p>\n";
  }
  return out + "</body>\n</html>\n";
}

}  // namespace dateline::show
