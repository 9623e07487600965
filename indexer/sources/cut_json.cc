#include <algorithm>
#include <utility>

#include "common/byte_order_mark.h"
#include "indexer/sources/cutters.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;
constexpr std::size_t kMaxValueBytes = 64 * 1024 * 1024;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\x1E'; }

/// Follows the structure of JSON byte by byte.
struct Depth {
  std::size_t depth = 0;
  bool in_string = false;
  bool escaped = false;

  void take(char c) {
    if (in_string) {
      in_string = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
};

/// Writes each value of a file on a line of its own, and each item of an array that is such a value. Line
/// ends inside of values become blanks, those inside of strings, which JSON does not allow, their escapes.
class JsonCutter final : public Cutter {
 public:
  JsonCutter(std::unique_ptr<BufferedStream> stream, std::string path)
      : stream_(std::move(stream)), path_(std::move(path)) {
    if (stream_->peek(kByteOrderMark.size()) == kByteOrderMark) stream_->skip(kByteOrderMark.size());
  }

  std::optional<Batch> next() override {
    if (ended_) return std::nullopt;
    Batch batch;
    batch.format = Format::kJsonl;
    batch.first = {path_, record_ + 1};
    auto lines = std::make_shared<std::string>();
    while (!ended_ && lines->size() < kReadBytes && batch.rejects.empty()) take(*lines, batch.rejects);
    if (lines->empty() && batch.rejects.empty()) return std::nullopt;
    batch.lines = *lines;
    batch.bytes = lines->size();
    batch.owner = std::move(lines);
    return batch;
  }

 private:
  /// Takes what the stream gives next.
  void take(std::string& lines, std::vector<Reject>& rejects) {
    if (stream_->damage_ahead()) {
      char byte = 0;
      const Result<std::size_t> n = stream_->read(&byte, 1);
      if (!n) reject(rejects, n.error().what, n.error().hint);
      ended_ = true;
      return;
    }
    const std::string_view ahead = stream_->peek(kReadBytes);
    if (ahead.empty()) return end(lines, rejects);
    std::size_t i = 0;
    while (i < ahead.size() && rejects.empty() && !ended_) {
      if (in_value_) {
        i = take_value(ahead, i, lines, rejects);
      } else {
        take_between(ahead[i], rejects);
        if (!in_value_) ++i;
      }
    }
    stream_->skip(i);
  }

  /// Between values: blanks, commas, and the brackets of the array around them.
  void take_between(char c, std::vector<Reject>& rejects) {
    if (is_blank(c) || c == ',') return;
    if (c == '[' && !in_array_) {
      in_array_ = true;
    } else if (c == ']' && in_array_) {
      in_array_ = false;
    } else if (c == ']' || c == '}' || c == ':') {
      reject(rejects, "what stands here is no JSON", "the rest of the file is not read");
      ended_ = true;
    } else {
      in_value_ = true;
      depth_ = {};
    }
  }

  /// Appends bytes of a value from `i` on; gives the place behind them.
  std::size_t take_value(std::string_view ahead, std::size_t i, std::string& lines,
                         std::vector<Reject>& rejects) {
    for (; i < ahead.size(); ++i) {
      const char c = ahead[i];
      const bool scalar_ends = depth_.depth == 0 && !depth_.in_string && !value_.empty() &&
                               (c == ',' || c == ']' || c == '}' || is_blank(c));
      if (scalar_ends) {
        finish(lines, rejects);
        return i;
      }
      const bool was_string = depth_.in_string;
      depth_.take(c);
      if (value_.size() >= kMaxValueBytes) {
        too_long_ = true;
      } else if (c == '\n' || c == '\r') {
        value_ += was_string ? (c == '\n' ? "\\n" : "\\r") : " ";
      } else {
        value_ += c;
      }
      if (depth_.depth == 0 && !depth_.in_string && (c == '}' || c == ']')) {
        finish(lines, rejects);
        return i + 1;
      }
    }
    return i;
  }

  void finish(std::string& lines, std::vector<Reject>& rejects) {
    in_value_ = false;
    if (std::exchange(too_long_, false)) {
      reject(rejects, "the value is longer than 64 MiB",
             "write its articles apart, for example with: jq -c '.data[]'");
    } else {
      lines += value_;
      lines += '\n';
      ++record_;
    }
    value_.clear();
    if (value_.capacity() > kReadBytes) value_.shrink_to_fit();
  }

  void end(std::string& lines, std::vector<Reject>& rejects) {
    ended_ = true;
    const bool scalar = in_value_ && depth_.depth == 0 && !depth_.in_string;
    if (scalar) return finish(lines, rejects);
    if (in_value_ || in_array_)
      reject(rejects, in_value_ ? "the file ends inside of a value" : "the file ends inside of an array",
             "what stands before it is read; was it saved whole?");
  }

  void reject(std::vector<Reject>& rejects, std::string reason, std::string remedy) {
    ++record_;
    rejects.push_back({Reject::Kind::kRejected,
                       {path_, record_},
                       std::move(reason),
                       std::move(remedy),
                       stream_->position(),
                       true});
  }

  std::unique_ptr<BufferedStream> stream_;
  std::string path_;
  std::uint64_t record_ = 0;
  Depth depth_;
  std::string value_;
  bool in_value_ = false;
  bool in_array_ = false;
  bool too_long_ = false;
  bool ended_ = false;
};

/// True for a file whose values do not stand on a line each. A line that ends inside of a string is a damaged
/// line of JSON Lines: no string holds a line end.
bool is_free_form(std::string_view head) {
  head = without_byte_order_mark(head);
  const std::size_t begin = head.find_first_not_of(" \t\r\n\x1E");
  if (begin == std::string_view::npos) return false;
  if (head[begin] == '[' || (begin > 0 && head.substr(0, begin).find('\x1E') != std::string_view::npos))
    return true;
  if (head[begin] != '{') return false;
  Depth depth;
  for (std::size_t i = begin; i < head.size(); ++i) {
    if (head[i] == '\n') {
      if (depth.in_string) return false;
      const std::size_t last = head.find_last_not_of(" \t\r\n", i);
      const std::size_t next = head.find_first_not_of(" \t\r\n", i);
      const char before = head[last];
      const char after = next == std::string_view::npos ? '\0' : head[next];
      return before == '[' || (before == '{' && (after == '"' || after == '}')) ||
             (before == ',' && after == '"');
    }
    depth.take(head[i]);
    if (depth.depth == 0 && !depth.in_string && head[i] == '}') {
      // Another value on this line, or a comma behind it.
      const std::size_t next = head.find_first_not_of(" \t\r", i + 1);
      return next != std::string_view::npos && (head[next] == '{' || head[next] == ',');
    }
  }
  return false;
}

}  // namespace

std::unique_ptr<Cutter> cut_json(std::unique_ptr<BufferedStream> stream, std::string path) {
  if (!is_free_form(stream->peek(kReadBytes))) return cut_lines(std::move(stream), std::move(path));
  return std::make_unique<JsonCutter>(std::move(stream), std::move(path));
}

}  // namespace dateline::indexer
