// libFuzzer target: damage to the files of an index. The first byte chooses a file, the second what is done
// to it, three more the place; the rest are the bytes that are written there. Whatever opens then answers as
// the sound index does; only tables that Xapian reads itself, which have no checksums, may tell otherwise.
// Nothing crashes.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/ledger/article_history.h"
#include "tests/fuzz/open_engine.h"

namespace {

namespace fs = std::filesystem;
using namespace dateline;
using fuzz::check;

constexpr const char* kRefused = "refused";

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string told(search::Engine& engine, const search::SearchRequest& request) {
  const auto answer = engine.search(request);
  if (!answer) return kRefused;
  std::string out = fmt::format("{} {}\n", answer->total, answer->groups);
  for (const search::FacetResult& facet : answer->facets) {
    for (const search::FacetValue& value : facet.values)
      out += fmt::format("{} {}\n", value.value, value.count);
  }
  for (const search::Hit& hit : answer->hits) {
    out += fmt::format("{} {} {}\n", to_string(hit.article.id), hit.article.title, hit.snippet.parts.size());
    const auto shown = engine.show(to_string(hit.article.id));
    if (!shown) return kRefused;
    if (*shown) out += (*shown)->article.body;
  }
  return out;
}

/// All that is asked of an index; "refused" as soon as something is.
std::string ask(const fs::path& index) {
  Result<search::Engine> engine = search::Engine::open(index);
  if (!engine) return kRefused;
  std::string out;
  for (const char* query : {"kim", "\"of the\"", "juche OR river", "day -army"}) {
    search::SearchRequest request;
    request.query = query;
    request.facets = {index::Facet::kSource, index::Facet::kYear, index::Facet::kLanguage,
                      index::Facet::kCopies};
    const std::string answer = told(*engine, request);
    if (answer == kRefused) return answer;
    out += answer;
  }
  const Result<search::Histories> histories = search::Histories::open(engine->reader());
  return histories ? out : kRefused;
}

/// A copy of the index of which one file at a time is another one.
class Copy {
 public:
  Copy() {
    std::string name = (fs::temp_directory_path() / "dateline-fuzz-XXXXXX").string();
    check(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    original_ = std::getenv("DATELINE_FUZZ_INDEX");
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(original_)) {
      const fs::path relative = entry.path().lexically_relative(original_);
      if (entry.is_directory()) {
        fs::create_directories(folder_ / relative);
      } else {
        fs::copy_file(entry.path(), folder_ / relative);
        files_.push_back(relative);
      }
    }
    std::ranges::sort(files_);
    right_ = ask(folder_);
    check(right_ != kRefused);
  }
  ~Copy() { fs::remove_all(folder_); }

  void try_out(std::string_view input) {
    const auto byte = [&input](std::size_t i) { return std::size_t{static_cast<unsigned char>(input[i])}; };
    const fs::path& file = files_[byte(0) % files_.size()];
    const std::string sound = read(folder_ / file);
    const std::size_t place = (byte(2) | byte(3) << 8 | byte(4) << 16) % (sound.size() + 1);
    const std::string_view bytes = input.substr(5);
    std::string hurt = sound;
    switch (byte(1) % 4) {
      case 0:
        hurt.replace(place, std::min(bytes.size(), hurt.size() - place), bytes);
        break;
      case 1:
        hurt.insert(place, bytes);
        break;
      case 2:
        hurt.erase(place, bytes.size());
        break;
      default:
        hurt.resize(place);
    }
    write(file, hurt);
    const std::string answer = ask(folder_);
    write(file, sound);
    check(answer == right_ || answer == kRefused || file.extension() == ".glass");
  }

 private:
  /// A file of its own each time: the one before may be mapped still.
  void write(const fs::path& file, const std::string& bytes) const {
    fs::remove(folder_ / file);
    std::ofstream(folder_ / file, std::ios::binary) << bytes;
  }

  fs::path original_;
  fs::path folder_;
  std::vector<fs::path> files_;
  std::string right_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Copy copy;
  if (size >= 5) copy.try_out({reinterpret_cast<const char*>(data), size});
  return 0;
}
