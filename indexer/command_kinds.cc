#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <string>

#include "common/index/article_json.h"
#include "common/json_writer.h"
#include "indexer/commands.h"
#include "indexer/sources/kinds.h"

namespace dateline::indexer {
namespace {

std::string_view name(Treatment treatment) {
  switch (treatment) {
    case Treatment::kCapture:
    case Treatment::kCollection:
      return "read";
    case Treatment::kSkipped:
      return "skipped";
    case Treatment::kNotRead:
      return "rejected";
  }
  return "";
}

std::string_view or_dash(std::string_view text) { return text.empty() ? "–" : text; }

std::string in_code(std::string_view endings) {
  std::string out;
  for (std::string_view left = endings; !left.empty();) {
    const std::size_t end = std::min(left.find(' '), left.size());
    out += fmt::format("{}`{}`", out.empty() ? "" : ", ", left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return out.empty() ? "–" : out;
}

/// The three tables of docs/ingest.md.
void print_markdown(std::ostream& out) {
  fmt::print(out, "| `--read-as` | what | usual endings | one article is | what is lost |\n");
  fmt::print(out, "| --- | --- | --- | --- | --- |\n");
  for (const Kind& kind : kinds()) {
    if (!is_read(kind.format)) continue;
    fmt::print(out, "| `{}` | {} | {} | {} | {} |\n", kind.name, kind.what, in_code(kind.endings),
               kind.article, kind.lost);
  }
  fmt::print(out, "\n| `--read-as` | title | day of publication | address | time of capture |\n");
  fmt::print(out, "| --- | --- | --- | --- | --- |\n");
  for (const Kind& kind : kinds()) {
    if (!is_read(kind.format)) continue;
    fmt::print(out, "| `{}` | {} | {} | {} | {} |\n", kind.name, or_dash(kind.title), or_dash(kind.day),
               or_dash(kind.address), or_dash(kind.captured));
  }
  fmt::print(out, "\n| what else | usual endings | what becomes of it |\n| --- | --- | --- |\n");
  for (const Kind& kind : kinds()) {
    if (is_read(kind.format)) continue;
    fmt::print(out, "| {} | {} | {} |\n", kind.what, in_code(kind.endings),
               kind.treatment == Treatment::kSkipped ? std::string("skipped and counted")
                                                     : fmt::format("rejected: {}", kind.remedy));
  }
}

void print_text(std::ostream& out) {
  const auto line = [&](std::string_view label, std::string_view value) {
    if (!value.empty()) fmt::print(out, "  {:<13} {}\n", label, value);
  };
  for (const Kind& kind : kinds()) {
    if (!is_read(kind.format)) continue;
    fmt::print(out, "{}\n", kind.name);
    line("what", kind.what);
    line("endings", kind.endings);
    line("an article is", kind.article);
    line("title", kind.title);
    line("day", kind.day);
    line("address", kind.address);
    line("captured", kind.captured);
    line("lost", kind.lost);
    if (!missing_library(kind.format).empty())
      line("not built in", fmt::format("build the program again with {}", missing_library(kind.format)));
  }
  for (const Treatment treatment : {Treatment::kSkipped, Treatment::kNotRead}) {
    fmt::print(out, "{}\n", treatment == Treatment::kSkipped ? "skipped and counted" : "rejected");
    for (const Kind& kind : kinds()) {
      if (kind.treatment != treatment) continue;
      fmt::print(out, "  {}{}{}{}\n", kind.what,
                 kind.endings.empty() ? "" : fmt::format(" ({})", kind.endings),
                 kind.remedy.empty() ? "" : ": ", kind.remedy);
    }
  }
}

void print_json(std::ostream& out) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.array("kinds", kinds(), [&](const Kind& kind) {
      json.object([&] {
        json.member("name", kind.name);
        json.member("what", kind.what);
        json.member("treatment", name(kind.treatment));
        json.member("endings", kind.endings);
        json.member("built_in", missing_library(kind.format).empty());
        json.member_or_null("article", kind.article);
        json.member_or_null("title", kind.title);
        json.member_or_null("day", kind.day);
        json.member_or_null("address", kind.address);
        json.member_or_null("captured", kind.captured);
        json.member_or_null("lost", kind.lost);
        json.member_or_null("remedy", kind.remedy);
      });
    });
  });
  out << json.line();
}

}  // namespace

ExitCode run(const KindsArguments& arguments, const Streams& streams) {
  if (arguments.output == "json") {
    print_json(streams.out);
  } else if (arguments.output == "markdown") {
    print_markdown(streams.out);
  } else {
    print_text(streams.out);
  }
  return ExitCode::kDone;
}

}  // namespace dateline::indexer
