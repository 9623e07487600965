#include "indexer/sources/batch_source.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/index/files.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kLinesBytes = 256 * 1024;
constexpr std::size_t kFilesPerBatch = 64;
constexpr std::uint64_t kFilesBytes = 512 * 1024;
/// A line of standard input may grow to this; a longer one is rejected.
constexpr std::size_t kMaxLineBytes = 256 * 1024 * 1024;

std::uint64_t count_lines(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

class FileSource final : public BatchSource {
 public:
  FileSource(InputList inputs, std::istream& in) : inputs_(std::move(inputs)), standard_input_(in) {
    rejects_ = std::move(inputs_.rejects);
  }

  std::optional<Batch> next() override {
    if (!rejects_.empty()) {
      Batch batch;
      batch.rejects = std::exchange(rejects_, {});
      return batch;
    }
    for (;;) {
      if (!rest_.empty()) return cut_lines();
      if (streaming_) {
        if (auto batch = stream_lines()) return batch;
        streaming_ = false;
        ++position_;
        continue;
      }
      if (position_ >= inputs_.files.size()) return std::nullopt;
      const InputFile& file = inputs_.files[position_];
      if (file.format != Format::kJsonl) return file.path == "-" ? take_standard_input() : take_files();
      line_ = 1;
      if (file.path == "-") {
        streaming_ = true;
        carry_.clear();
        continue;
      }
      ++position_;
      path_ = file.path;
      Result<index::MappedFile> mapped = index::map_file(file.path);
      if (!mapped) {
        Batch batch;
        batch.rejects.push_back(
            {Reject::Kind::kRejected, {path_, 0}, mapped.error().what, "check its permissions"});
        return batch;
      }
      mapping_ = std::move(*mapped);
      rest_ = mapping_.bytes;
    }
  }

 private:
  Batch take_files() {
    Batch batch;
    batch.format = inputs_.files[position_].format;
    while (position_ < inputs_.files.size() && inputs_.files[position_].format == batch.format &&
           inputs_.files[position_].path != "-" && batch.files.size() < kFilesPerBatch &&
           batch.bytes < kFilesBytes) {
      batch.bytes += inputs_.files[position_].bytes;
      batch.files.push_back(inputs_.files[position_++].path);
    }
    return batch;
  }

  Batch take_standard_input() {
    const Format format = inputs_.files[position_++].format;
    auto whole = std::make_shared<std::string>(std::istreambuf_iterator<char>(standard_input_),
                                               std::istreambuf_iterator<char>());
    Batch batch;
    batch.format = format;
    batch.first = {"-", 0};
    batch.lines = *whole;
    batch.bytes = whole->size();
    batch.owner = whole;
    return batch;
  }

  Batch cut_lines() {
    Batch batch;
    batch.format = Format::kJsonl;
    batch.first = {path_, line_};
    std::size_t end = rest_.size() <= kLinesBytes ? rest_.size() : rest_.find('\n', kLinesBytes);
    end = end == std::string_view::npos ? rest_.size() : std::min(end + 1, rest_.size());
    batch.lines = rest_.substr(0, end);
    batch.owner = mapping_.owner;
    batch.bytes = end;
    rest_.remove_prefix(end);
    line_ += count_lines(batch.lines);
    return batch;
  }

  std::optional<Batch> stream_lines() {
    auto chunk = std::make_shared<std::string>(std::exchange(carry_, {}));
    std::size_t newline = std::string::npos;
    while (standard_input_ && newline == std::string::npos && chunk->size() < kMaxLineBytes) {
      const std::size_t old = chunk->size();
      chunk->resize(old + kLinesBytes);
      standard_input_.read(chunk->data() + old, static_cast<std::streamsize>(kLinesBytes));
      chunk->resize(old + static_cast<std::size_t>(standard_input_.gcount()));
      newline = chunk->rfind('\n');
    }
    if (newline != std::string::npos) {
      carry_ = chunk->substr(newline + 1);
      chunk->resize(newline + 1);
    }
    if (chunk->empty()) return std::nullopt;
    Batch batch;
    batch.format = Format::kJsonl;
    batch.first = {"-", line_};
    if (newline == std::string::npos && chunk->size() >= kMaxLineBytes) {
      batch.rejects.push_back({Reject::Kind::kRejected, batch.first, "the line is longer than 256 MiB",
                               "one JSON object on each line"});
      skip_line();
      ++line_;
      return batch;
    }
    batch.lines = *chunk;
    batch.bytes = chunk->size();
    batch.owner = chunk;
    line_ += count_lines(batch.lines);
    return batch;
  }

  void skip_line() {
    char c = 0;
    while (standard_input_.get(c) && c != '\n') {
    }
  }

  InputList inputs_;
  std::istream& standard_input_;
  std::vector<Reject> rejects_;
  std::size_t position_ = 0;
  std::string path_;
  index::MappedFile mapping_;
  std::string_view rest_;
  std::uint64_t line_ = 1;
  bool streaming_ = false;
  std::string carry_;
};

}  // namespace

std::unique_ptr<BatchSource> make_file_source(InputList inputs, std::istream& standard_input) {
  return std::make_unique<FileSource>(std::move(inputs), standard_input);
}

}  // namespace dateline::indexer
