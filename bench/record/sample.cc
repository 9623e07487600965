#include "bench/record/sample.h"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <memory>
#include <string_view>

namespace dateline::bench {
namespace {

constexpr std::string_view kHead = "phase\tclass\tquery\tround\tthread\twall_ns\twaited_ns";
constexpr std::size_t kColumns = 7;

struct CloseGzip {
  void operator()(gzFile file) const { gzclose(file); }
};
using Gzip = std::unique_ptr<gzFile_s, CloseGzip>;

Result<std::string> read_whole(const std::filesystem::path& path) {
  const Gzip file(gzopen(path.c_str(), "rb"));
  if (file == nullptr) return fail(ErrorKind::kInput, "cannot read " + path.string(), "check the path");
  std::string text;
  std::array<char, 1 << 16> buffer{};
  int got = 0;
  while ((got = gzread(file.get(), buffer.data(), buffer.size())) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  int code = Z_OK;
  gzerror(file.get(), &code);  // a file that was cut short ends like a whole one, but for this
  if (got < 0 || code != Z_OK) return fail(ErrorKind::kInput, path.string() + " is damaged");
  return text;
}

/// Cuts at tabs; false when there are not as many columns as there should be.
bool split(std::string_view line, std::array<std::string_view, kColumns>& cells) {
  for (std::size_t i = 0; i + 1 < kColumns; ++i) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return false;
    cells[i] = line.substr(0, tab);
    line.remove_prefix(tab + 1);
  }
  cells.back() = line;
  return line.find('\t') == std::string_view::npos;
}

template <class Number>
bool parse(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

bool parse_line(std::string_view line, Sample& sample) {
  std::array<std::string_view, kColumns> cells;
  if (!split(line, cells)) return false;
  sample.phase = cells[0];
  sample.query_class = cells[1];
  return parse(cells[2], sample.query) && parse(cells[3], sample.round) && parse(cells[4], sample.thread) &&
         parse(cells[5], sample.wall_ns) && parse(cells[6], sample.waited_ns);
}

}  // namespace

Status write_samples(const std::filesystem::path& file, const std::vector<Sample>& samples) {
  std::string text(kHead);
  text += '\n';
  for (const Sample& sample : samples) {
    text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", sample.phase, sample.query_class, sample.query,
                        sample.round, sample.thread, sample.wall_ns, sample.waited_ns);
  }
  gzFile out = gzopen(file.c_str(), "wb9");
  const bool written = out != nullptr && gzfwrite(text.data(), 1, text.size(), out) == text.size();
  const bool closed = out != nullptr && gzclose(out) == Z_OK;
  if (!written || !closed) return fail(ErrorKind::kSystem, "cannot write " + file.string());
  return {};
}

Result<std::vector<Sample>> read_samples(const std::filesystem::path& file) {
  const Result<std::string> text = read_whole(file);
  if (!text) return fail(text.error());
  std::vector<Sample> samples;
  std::string_view rest = *text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    Sample sample;
    const bool good =
        end != std::string_view::npos && (number == 1 ? line == kHead : parse_line(line, sample));
    if (!good) return fail(ErrorKind::kInput, fmt::format("{}: line {} is no sample", file.string(), number));
    if (number > 1) samples.push_back(std::move(sample));
    rest.remove_prefix(end + 1);
  }
  return samples;
}

}  // namespace dateline::bench
