#include "bench/track/history.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace dateline::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 1;
constexpr double kDigits = 1e4;

/// Four digits behind the point say enough, and keep lines short.
double rounded(double value) { return std::round(value * kDigits) / kDigits; }

Json optional_json(const std::optional<double>& value) {
  return value ? Json(rounded(*value)) : Json(nullptr);
}

std::optional<double> optional_number(const Json& json, const char* name) {
  if (!json.contains(name) || json[name].is_null()) return std::nullopt;
  return json[name].get<double>();
}

Json json_of(const Tracked& tracked) {
  return Json{{"value", rounded(tracked.value)}, {"ratio", optional_json(tracked.ratio)}};
}

Tracked tracked_from(const Json& json) {
  return {json.at("value").get<double>(), optional_number(json, "ratio")};
}

Json json_of(const TrackedClass& of) {
  Json json{{"p50", rounded(of.p50)},           {"p95", rounded(of.p95)},  {"p99", rounded(of.p99)},
            {"ratio", optional_json(of.ratio)}, {"articles", of.articles}, {"differ", of.differ}};
  if (of.instructions) json["instructions"] = json_of(*of.instructions);
  return json;
}

TrackedClass class_from(const Json& json) {
  TrackedClass of;
  of.p50 = json.at("p50").get<double>();
  of.p95 = json.at("p95").get<double>();
  of.p99 = json.at("p99").get<double>();
  of.ratio = optional_number(json, "ratio");
  of.articles = json.at("articles").get<std::int64_t>();
  of.differ = json.at("differ").get<std::size_t>();
  if (json.contains("instructions")) of.instructions = tracked_from(json["instructions"]);
  return of;
}

/// The members of a line that are plain text.
template <class Line>
auto texts_of(Line& line) {
  return std::array{std::pair{"day", &line.day},
                    std::pair{"commit", &line.commit},
                    std::pair{"subject", &line.subject},
                    std::pair{"note", &line.note},
                    std::pair{"before", &line.before},
                    std::pair{"machine", &line.machine},
                    std::pair{"ground", &line.ground},
                    std::pair{"collection", &line.collection},
                    std::pair{"collection_hash", &line.collection_hash},
                    std::pair{"questions_hash", &line.questions_hash}};
}

void add_cost(HistoryLine& line, const std::string& name, const std::optional<IndexingCost>& before,
              const std::optional<IndexingCost>& after) {
  if (!after || after->cpu_seconds.empty()) return;
  const auto add = [&](const char* figure, auto value) {
    Tracked tracked{value(*after), std::nullopt};
    if (before && !before->cpu_seconds.empty() && value(*before) > 0) {
      tracked.ratio = tracked.value / value(*before);
    }
    line.figures[name + figure] = tracked;
  };
  add("_seconds", [](const IndexingCost& of) { return distribution(of.wall_seconds).p50; });
  add("_cpu_seconds", [](const IndexingCost& of) { return distribution(of.cpu_seconds).p50; });
  add("_peak_bytes", [](const IndexingCost& of) { return static_cast<double>(of.peak_bytes); });
}

}  // namespace

std::string to_json(const HistoryLine& line) {
  Json json{{"schema", kSchema}};
  for (const auto& [name, text] : texts_of(line)) json[name] = *text;
  json["changed"] = line.changed;
  json["classes"] = Json::object();
  for (const auto& [name, of] : line.classes) json["classes"][name] = json_of(of);
  json["figures"] = Json::object();
  for (const auto& [name, of] : line.figures) json["figures"][name] = json_of(of);
  return json.dump();
}

Result<HistoryLine> history_line_from_json(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    if (json.at("schema") != kSchema) {
      return fail(ErrorKind::kInput, "a line of the history was written by another version");
    }
    HistoryLine line;
    for (const auto& [name, to] : texts_of(line)) *to = json.at(name).get<std::string>();
    line.changed = json.at("changed").get<bool>();
    for (const auto& [name, of] : json.at("classes").items()) line.classes[name] = class_from(of);
    for (const auto& [name, of] : json.at("figures").items()) line.figures[name] = tracked_from(of);
    return line;
  } catch (const nlohmann::json::exception& error) {
    return fail(ErrorKind::kInput, fmt::format("this is no line of the history: {}", error.what()));
  }
}

Result<std::vector<HistoryLine>> read_history_lines(const std::filesystem::path& file) {
  std::vector<HistoryLine> lines;
  std::ifstream in(file);
  for (std::string text; std::getline(in, text);) {
    auto line = history_line_from_json(text);
    if (!line) {
      return fail(line.error().kind,
                  fmt::format("{}:{}: {}", file.string(), lines.size() + 1, line.error().what));
    }
    lines.push_back(std::move(*line));
  }
  return lines;
}

Status append_line(const std::filesystem::path& file, const HistoryLine& line) {
  std::ofstream out(file, std::ios::app | std::ios::binary);
  out << to_json(line) << '\n';
  out.close();
  if (!out) return fail(ErrorKind::kSystem, "cannot write " + file.string(), "is the disk full?");
  return {};
}

HistoryLine line_of(const Against& against, bool first) {
  HistoryLine line;
  line.commit = against.names[1];
  if (!first) line.before = against.names[0];
  line.ground = against.ground;
  line.collection = against.collection.name;
  line.collection_hash = against.collection.hash;
  line.questions_hash = against.questions_hash;
  const auto compared = [&](std::optional<double> ratio) { return first ? std::nullopt : ratio; };
  for (const ClassAgainst& of : against.classes) {
    if (!of.known[1]) continue;
    TrackedClass tracked;
    tracked.p50 = of.wall_us[1].p50;
    tracked.p95 = of.wall_us[1].p95;
    tracked.p99 = of.wall_us[1].p99;
    if (of.both()) tracked.ratio = compared(of.change.ratio);
    tracked.articles = of.articles[1];
    tracked.differ = first ? 0 : of.differ;
    if (of.instructions[1]) tracked.instructions = {*of.instructions[1], compared(of.instruction_ratio())};
    line.classes[of.name] = tracked;
  }
  const auto& [before, after] = against.indexing;
  const auto earlier = [&](const std::optional<IndexingCost>& cost) {
    return first ? std::optional<IndexingCost>() : cost;
  };
  add_cost(line, "build", earlier(before.build), after.build);
  add_cost(line, "add", earlier(before.add), after.add);
  const auto bytes = static_cast<double>(after.bytes);
  line.figures["index_bytes"] = {bytes, compared(bytes / static_cast<double>(before.bytes))};
  if (const double was = before.articles_a_second(), is = after.articles_a_second(); is > 0) {
    line.figures["build_articles_per_second"] = {is, was > 0 ? compared(is / was) : std::nullopt};
  }
  line.figures["articles"] = {static_cast<double>(after.articles), std::nullopt};
  for (const FigureAgainst& figure : against.figures) {
    if (figure.name.starts_with("shell"))
      line.figures["shell_peak_bytes"] = {figure.after, compared(figure.ratio())};
  }
  if (const auto& [was, is] = against.build_instructions; is) {
    line.figures["build_instructions"] = {*is, was ? compared(*is / *was) : std::nullopt};
  }
  return line;
}

std::vector<std::optional<double>> follow(const std::vector<Followed>& lines) {
  std::vector<std::optional<double>> out;
  std::optional<double> at;
  for (const Followed& line : lines) {
    if (line.there) at = at.value_or(1) * line.ratio.value_or(1);
    out.push_back(line.there ? at : std::nullopt);
  }
  return out;
}

}  // namespace dateline::bench
