// Indexes a relevance kit through the Analyzer, runs its queries by the ranking recipe, prints the figures
// and writes the run in TREC form.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tests/eval/kit.h"
#include "tests/eval/measures.h"

namespace dateline::eval {
namespace {

struct Options {
  std::string kit;
  std::string articles;
  std::string run;
  std::string index;
  bool bodies_only = false;
  bool no_month = false;
  Xapian::doccount depth = 1000;
};

void run(const Options& options) {
  const Kit kit = read_kit(options.kit, options.articles);
  const KitIndex index(kit, !options.bodies_only, options.index);
  std::ofstream out;
  if (!options.run.empty()) out.open(options.run);
  // Queries whose ids begin with different letters are different tasks.
  std::map<char, std::vector<Measures>> tasks;
  for (KitQuery query : kit.queries) {
    const auto grades = kit.grades.find(query.id);
    if (grades == kit.grades.end()) continue;
    if (options.no_month) query.month.clear();
    std::vector<std::string> ranked;
    for (const auto& [id, weight] : index.search(query, options.depth)) {
      ranked.push_back(id);
      if (out.is_open())
        out << query.id << " Q0 " << id << ' ' << ranked.size() << ' ' << weight << " dateline\n";
    }
    const char first = query.id.front();
    tasks[first >= '0' && first <= '9' ? '*' : first].push_back(measure(grades->second, ranked));
  }
  for (const auto& [task, all] : tasks) {
    Measures sum;
    for (const Measures& each : all) {
      sum.ndcg10 += each.ndcg10;
      sum.map += each.map;
      sum.mrr10 += each.mrr10;
    }
    const auto n = static_cast<double>(all.size());
    std::printf("%c queries %zu nDCG@10 %.4f MAP %.4f MRR@10 %.4f\n", task, all.size(), sum.ndcg10 / n,
                sum.map / n, sum.mrr10 / n);
  }
}

}  // namespace
}  // namespace dateline::eval

int main(int argc, char** argv) {
  dateline::eval::Options options;
  CLI::App app(
      "Runs a relevance kit (docs.jsonl, queries.tsv, qrels.txt) through the Analyzer and the ranking "
      "recipe.");
  app.add_option("kit", options.kit, "folder of the kit")->required();
  app.add_option("--articles", options.articles, "JSON Lines with the texts of a kit that holds none");
  app.add_option("--run", options.run, "where to write the run");
  app.add_option("--index", options.index, "build the index in this new folder and not in memory");
  app.add_option("--depth", options.depth, "documents per query")->capture_default_str();
  app.add_flag("--bodies-only", options.bodies_only, "leave titles out");
  app.add_flag("--no-month", options.no_month, "ignore the month that a query is limited to");
  CLI11_PARSE(app, argc, argv);
  try {
    dateline::eval::run(options);
  } catch (const Xapian::Error& error) {
    std::fprintf(stderr, "eval_kits: %s\n", error.get_description().c_str());
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "eval_kits: %s\n", error.what());
    return 1;
  }
  return 0;
}
