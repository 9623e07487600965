#include "searcher/last_answer.h"

#include <filesystem>
#include <fstream>

#include "searcher/show/printable.h"

namespace dateline::search {
namespace {

std::filesystem::path file_in(const std::string& state_folder) {
  return std::filesystem::path(state_folder) / "last-answer";
}

}  // namespace

void keep_last_answer(const std::string& state_folder, std::span<const Hit> hits) {
  if (state_folder.empty() || hits.empty()) return;
  std::error_code error;
  std::filesystem::create_directories(state_folder, error);
  const std::filesystem::path file = file_in(state_folder);
  const std::filesystem::path beside = file.string() + "~";
  std::ofstream out(beside);
  for (const Hit& hit : hits)
    out << to_string(hit.article.id) << '\t' << show::printable(hit.article.title) << '\n';
  out.close();
  if (out) std::filesystem::rename(beside, file, error);
}

std::vector<Candidate> last_answer(const std::string& state_folder) {
  std::vector<Candidate> out;
  if (state_folder.empty()) return out;
  std::ifstream in(file_in(state_folder));
  for (std::string line; out.size() < Completion::kMax && std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos) out.push_back({line.substr(0, tab), show::printable(line.substr(tab + 1))});
  }
  return out;
}

}  // namespace dateline::search
