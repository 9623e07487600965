#include <fmt/format.h>

#include <string>
#include <type_traits>
#include <variant>

#include "searcher/query/ast.h"
#include "searcher/query/lexer.h"

namespace dateline::query {
namespace {

std::string_view name(WordMatch match) {
  switch (match) {
    case WordMatch::kStem:
      return "word";
    case WordMatch::kExact:
      return "exact";
    case WordMatch::kPrefix:
      return "prefix";
    case WordMatch::kSpelling:
      return "spelling";
    case WordMatch::kPattern:
      return "pattern";
    case WordMatch::kRegex:
      return "expression";
  }
  return "";
}

std::string_view name(LexKind kind) {
  switch (kind) {
    case LexKind::kWord:
      return "word";
    case LexKind::kPhrase:
      return "phrase";
    case LexKind::kField:
      return "field";
    case LexKind::kNear:
      return "near";
    case LexKind::kOpen:
      return "(";
    case LexKind::kClose:
      return ")";
    case LexKind::kAnd:
      return "and";
    case LexKind::kOr:
      return "or";
    case LexKind::kNot:
      return "not";
    case LexKind::kPlus:
      return "plus";
    case LexKind::kEnd:
      return "end";
  }
  return "";
}

std::string scope(index::Field field) {
  return field == index::Field::kBody ? "" : fmt::format("{}:", index::info(field).name);
}

std::string day(const std::optional<dates::Day>& day) { return day ? dates::to_iso(*day) : ""; }

std::string day(const dates::YearlyDay& day) { return fmt::format("*-{:02}-{:02}", day.month, day.day); }

std::string juche(const std::optional<JucheDate>& date) {
  if (!date) return "";
  return fmt::format("{}.{}.{}", date->year, date->month, date->day);
}

/// What a phrase with signs asks for: " = river, any word, prefix embank or exact lake".
std::string items(const std::vector<PhraseItem>& items) {
  std::string out;
  for (const PhraseItem& item : items) {
    out += out.empty() ? " = " : ", ";
    if (item.kind == PhraseItem::Kind::kAnyWord) out += "any word";
    if (item.kind == PhraseItem::Kind::kName) out += "name ";
    for (std::size_t i = 0; i < item.choices.size(); ++i) {
      if (i > 0) out += " or ";
      for (std::size_t n = 0; n < item.choices[i].size(); ++n) {
        const WordNode& word = item.choices[i][n];
        if (n > 0) out += ' ';
        if (word.match != WordMatch::kExact) out += fmt::format("{} ", name(word.match));
        out += word.text;
      }
    }
  }
  return out;
}

void dump_node(const Node& node, std::size_t depth, std::string& out);

void dump_parts(std::string_view label, const std::vector<Node>& parts, std::size_t depth, std::string& out) {
  out += label;
  out += '\n';
  for (const Node& part : parts) dump_node(part, depth + 1, out);
}

void dump_node(const Node& node, std::size_t depth, std::string& out) {
  out.append(2 * depth, ' ');
  std::visit(
      [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, EverythingNode>) {
          out += "everything\n";
        } else if constexpr (std::is_same_v<T, NothingNode>) {
          out += "nothing\n";
        } else if constexpr (std::is_same_v<T, WordNode>) {
          out += fmt::format("{} {}{}", name(value.match), scope(value.field), value.text);
          if (value.match == WordMatch::kSpelling) out += fmt::format(" within {}", value.distance);
          out += '\n';
        } else if constexpr (std::is_same_v<T, PhraseNode>) {
          out += fmt::format("phrase {}\"{}\"{}\n", scope(value.field), value.text, items(value.items));
        } else if constexpr (std::is_same_v<T, NearNode>) {
          out += fmt::format("{}/{}\n", value.ordered ? "before" : "near", value.window);
          for (const WordNode& word : value.words) dump_node(Node{word, node.range}, depth + 1, out);
        } else if constexpr (std::is_same_v<T, FieldNode>) {
          out += fmt::format("field {}:{}{}{}\n", index::info(value.field).name, value.exact ? "=" : "",
                             value.value, value.prefix ? "*" : "");
        } else if constexpr (std::is_same_v<T, DateNode>) {
          out += fmt::format("date {}:{}..{}\n", index::info(value.field).name,
                             value.yearly ? day(value.yearly->from) : day(value.from),
                             value.yearly ? day(value.yearly->to) : day(value.to));
        } else if constexpr (std::is_same_v<T, JucheNode>) {
          out += fmt::format("juche {}..{}\n", juche(value.from), juche(value.to));
        } else if constexpr (std::is_same_v<T, ListNode>) {
          dump_parts("list", value.parts, depth, out);
        } else if constexpr (std::is_same_v<T, AndNode>) {
          dump_parts("and", value.parts, depth, out);
        } else if constexpr (std::is_same_v<T, OrNode>) {
          dump_parts("or", value.parts, depth, out);
        } else if constexpr (std::is_same_v<T, NotNode>) {
          dump_parts("not", value.part, depth, out);
        } else {
          static_assert(std::is_same_v<T, RequiredNode>);
          dump_parts("required", value.part, depth, out);
        }
      },
      node.value);
}

}  // namespace

void add_notice(std::vector<Notice>& notices, SourceRange range, std::string text) {
  Notice& notice = notices.emplace_back();
  notice.range = range;
  notice.text = std::move(text);
}

std::string dump(const Ast& ast) {
  std::string out;
  dump_node(ast.root, 0, out);
  return out;
}

std::string dump(const std::vector<LexToken>& tokens) {
  std::string out;
  for (const LexToken& token : tokens) {
    out += fmt::format("{:>5} {}", token.range.offset, name(token.kind));
    if (token.kind == LexKind::kField) {
      out += fmt::format(" {}:{}{}{}", index::info(token.field).name,
                         token.match == WordMatch::kExact ? "=" : "", token.text,
                         token.match == WordMatch::kPrefix ? "*" : "");
    } else if (token.kind == LexKind::kNear) {
      out += fmt::format("/{}{}", token.number, token.match == WordMatch::kExact ? " in this order" : "");
    } else if (!token.text.empty()) {
      out += fmt::format(" {}{}", scope(token.field), token.text);
      if (token.match != WordMatch::kStem) out += fmt::format(" ({})", name(token.match));
    }
    out += '\n';
  }
  return out;
}

}  // namespace dateline::query
