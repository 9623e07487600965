#include <string>

#include "common/named_file.h"
#include "searcher/repl/line_reader.h"

namespace dateline::search {
namespace {

class StreamReader final : public LineReader {
 public:
  explicit StreamReader(std::istream& in) : in_(in) {}
  std::optional<std::string> read(const std::string&) override {
    std::string line;
    if (read_line(in_, line, kMaxLineBytes) == LineRead::kEnd) return std::nullopt;
    return line;
  }

 private:
  std::istream& in_;
};

}  // namespace

std::unique_ptr<LineReader> make_stream_reader(std::istream& in) {
  return std::make_unique<StreamReader>(in);
}

}  // namespace dateline::search
