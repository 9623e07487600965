#include "common/index/manifest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "common/index/damaged.h"
#include "common/index/files.h"
#include "common/index/manifest_state.h"
#include "common/index/schema.h"

namespace dateline::index {
namespace {

constexpr std::string_view kFirstLine = "dateline-manifest\n";
constexpr std::string_view kSegmentPrefix = "seg-";
constexpr std::string_view kStateEnding = ".dateline";
constexpr std::size_t kNumberDigits = 6;  ///< at least
constexpr const char* kBuildAnew = "rebuild the index with this version of dateline-index";
constexpr const char* kUpgrade =
    "run 'dateline-index upgrade', or rebuild the index with this version of dateline-index";

std::uint64_t hash_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string hexadecimal(std::uint64_t value) { return fmt::format("{:016x}", value); }

bool is_number(std::string_view text) {
  return text.size() >= kNumberDigits && text.size() <= 19 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::uint64_t number_of(std::string_view digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

bool is_role(std::string_view role) {
  return !role.empty() && std::all_of(role.begin(), role.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Neither blanks nor control characters, and never empty: a word of a line.
std::string word(std::string_view text) {
  if (text.empty()) return "%";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7F && c != '%') {
      out += c;
    } else {
      out += fmt::format("%{:02x}", byte);
    }
  }
  return out;
}

template <class Number>
bool read_number(std::string_view text, Number& out, int base = 10) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

bool read_word(std::string_view text, std::string& out) {
  out.clear();
  if (text == "%") return true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    std::uint8_t byte = 0;
    if (i + 2 >= text.size() || !read_number(text.substr(i + 1, 2), byte, 16)) return false;
    out += static_cast<char>(byte);
    i += 2;
  }
  return !out.empty();
}

/// Reads lines of words one by one. After a line that is not as it should be, `ok()` is false and every read
/// gives nothing.
class Lines {
 public:
  explicit Lines(std::string_view rest) : rest_(rest) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  /// Whether the next line begins with that word; if so its other words are read next.
  bool begins(std::string_view key) {
    if (!ok_ || !rest_.starts_with(key) || rest_.size() <= key.size() || rest_[key.size()] != ' ')
      return false;
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return failed();
    line_ = rest_.substr(key.size() + 1, end - key.size() - 1);
    rest_.remove_prefix(end + 1);
    return true;
  }
  template <class Number>
  void number(Number& out, int base = 10) {
    if (!read_number(next(), out, base)) failed();
  }
  void text(std::string& out) {
    if (!read_word(next(), out)) failed();
  }
  void file(FileInfo& out) {
    number(out.bytes);
    number(out.hash, 16);
    text(out.name);
  }
  void end() {
    if (!line_.empty()) failed();
  }
  /// The line must begin with that word.
  bool expect(std::string_view key) { return begins(key) || failed(); }
  template <class Number>
  void number_line(std::string_view key, Number& out) {
    if (!expect(key)) return;
    number(out);
    end();
  }
  bool failed() {
    ok_ = false;
    rest_ = line_ = {};
    return false;
  }

 private:
  std::string_view next() {
    const std::size_t blank = std::min(line_.find(' '), line_.size());
    const std::string_view out = line_.substr(0, blank);
    // A blank at the end of a line stays, and is no word.
    line_.remove_prefix(blank + 1 < line_.size() ? blank + 1 : blank);
    return out;
  }

  std::string_view rest_;
  std::string_view line_;
  bool ok_ = true;
};

template <class Visit>
void for_each_number(auto& manifest, Visit visit) {
  visit("generation", manifest.generation);
  visit("next_docid", manifest.next_docid);
  visit("next_number", manifest.next_number);
  visit("added_articles", manifest.added_articles);
  visit("written_articles", manifest.written_articles);
  visit("articles", manifest.counts.articles);
  visit("groups", manifest.counts.groups);
  visit("undated", manifest.counts.undated);
  visit("records", manifest.counts.records);
  visit("duplicates", manifest.counts.duplicates);
  visit("rejected", manifest.counts.rejected);
  visit("input_bytes", manifest.counts.input_bytes);
}

template <class Visit>
void for_each_count(auto& manifest, Visit visit) {
  visit("source", manifest.counts.by_source);
  visit("language", manifest.counts.by_language);
  visit("confidence", manifest.counts.by_confidence);
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find_first_of(std::string_view("/\0", 2)) == name.npos;
}

bool is_content(std::string_view text) {
  constexpr std::size_t kDigits = 32;
  return text.empty() || (text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == text.npos);
}

/// Whether the parts of a manifest fit together.
bool is_sound(const Manifest& manifest) {
  if (!is_content(manifest.content)) return false;
  if (manifest.segments.empty() || manifest.generation == 0) return false;
  std::set<std::string_view> names;
  Docid last = 0;
  std::uint64_t living = 0;
  for (const SegmentInfo& segment : manifest.segments) {
    if (!is_segment_name(segment.name) || !names.insert(segment.name).second) return false;
    if (number_of(std::string_view(segment.name).substr(kSegmentPrefix.size())) >= manifest.next_number)
      return false;
    if (segment.first <= last || segment.last < segment.first || segment.last >= manifest.next_docid)
      return false;
    if (segment.articles > std::uint64_t{segment.last} - segment.first + 1 || segment.dead > segment.articles)
      return false;
    last = segment.last;
    living += segment.living();
    std::set<std::string_view> files;
    for (const FileInfo& file : segment.files) {
      if (!is_plain_name(file.name) || !files.insert(file.name).second) return false;
    }
  }
  for (const auto& [role, file] : manifest.state) {
    if (!is_role(role) || !is_state_file_name(file.name) || !file.name.starts_with(role + "-")) return false;
    if (!names.insert(file.name).second) return false;
  }
  return living == manifest.counts.articles;
}

tl::unexpected<Error> broken(std::string_view name) {
  return fail(ErrorKind::kIndex, fmt::format("the file {} of the index {} is damaged", kManifestFile, name),
              "restore it from a copy of the index, or rebuild the index");
}

}  // namespace

std::uint64_t SegmentInfo::bytes() const {
  std::uint64_t sum = 0;
  for (const FileInfo& file : files) sum += file.bytes;
  return sum;
}

const FileInfo* Manifest::state_file(std::string_view role) const {
  const auto found = state.lower_bound(std::string(role));
  return found == state.end() || found->first != role ? nullptr : &found->second;
}

std::vector<FileInfo> Manifest::state_files(std::string_view role) const {
  std::vector<FileInfo> out;
  const auto [begin, end] = state.equal_range(std::string(role));
  for (auto file = begin; file != end; ++file) out.push_back(file->second);
  return out;
}

std::uint64_t Manifest::bytes() const {
  std::uint64_t sum = 0;
  for (const SegmentInfo& segment : segments) sum += segment.bytes();
  for (const auto& [role, file] : state) sum += file.bytes;
  return sum;
}

std::string segment_name(std::uint64_t number) { return fmt::format("{}{:06}", kSegmentPrefix, number); }

std::string state_file_name(std::string_view role, std::uint64_t number) {
  return fmt::format("{}-{:06}{}", role, number, kStateEnding);
}

bool is_segment_name(std::string_view name) {
  return name.starts_with(kSegmentPrefix) && is_number(name.substr(kSegmentPrefix.size()));
}

bool is_state_file_name(std::string_view name) {
  const std::size_t dash = name.find('-');
  if (dash == std::string_view::npos || !name.ends_with(kStateEnding)) return false;
  name.remove_suffix(kStateEnding.size());
  return name.size() > dash && is_role(name.substr(0, dash)) && is_number(name.substr(dash + 1));
}

std::string to_text(const Manifest& manifest) {
  std::string out(kFirstLine);
  out += fmt::format("schema {}\nanalyzer {}\n", manifest.schema, word(manifest.analyzer));
  if (!manifest.content.empty()) out += fmt::format("content {}\n", word(manifest.content));
  for_each_number(manifest,
                  [&](std::string_view key, auto value) { out += fmt::format("{} {}\n", key, value); });
  for_each_count(manifest, [&](std::string_view key, const auto& counts) {
    for (const auto& [value, count] : counts) out += fmt::format("{} {} {}\n", key, count, word(value));
  });
  for (const auto& [slug, name] : manifest.counts.source_names)
    out += fmt::format("source_name {} {}\n", word(slug), word(name));
  const auto file_words = [](const FileInfo& file) {
    return fmt::format("{} {} {}\n", file.bytes, hexadecimal(file.hash), word(file.name));
  };
  for (const SegmentInfo& segment : manifest.segments) {
    out += fmt::format("segment {} {} {} {} {}\n", segment.name, segment.first, segment.last,
                       segment.articles, segment.dead);
    for (const FileInfo& file : segment.files) out += "file " + file_words(file);
  }
  for (const auto& [role, file] : manifest.state) out += fmt::format("state {} {}", role, file_words(file));
  out += fmt::format("end {}\n", hexadecimal(hash_of(out)));
  return out;
}

Result<Manifest> parse_manifest(std::string_view text, std::string_view name, int schema) {
  return parse_manifest(text, name, schema, schema);
}

Result<Manifest> parse_manifest(std::string_view text, std::string_view name, int schema, int oldest) {
  if (!text.starts_with(kFirstLine)) return broken(name);
  Lines lines(text.substr(kFirstLine.size()));
  Manifest out;
  lines.number_line("schema", out.schema);
  if (!lines.ok()) return broken(name);
  if (out.schema < oldest || out.schema > schema)
    return fail(other_schema(name, std::to_string(out.schema), schema));
  if (lines.expect("analyzer")) {
    lines.text(out.analyzer);
    lines.end();
  }
  if (lines.begins("content")) {
    lines.text(out.content);
    lines.end();
  }
  for_each_number(out, [&](std::string_view key, auto& value) { lines.number_line(key, value); });
  for_each_count(out, [&](std::string_view key, auto& counts) {
    while (lines.begins(key)) {
      std::uint64_t count = 0;
      std::string value;
      lines.number(count);
      lines.text(value);
      lines.end();
      if (!counts.emplace(value, count).second) lines.failed();
    }
  });
  while (lines.begins("source_name")) {
    std::string slug;
    std::string source;
    lines.text(slug);
    lines.text(source);
    lines.end();
    out.counts.source_names.emplace(slug, source);
  }
  while (lines.begins("segment")) {
    SegmentInfo& segment = out.segments.emplace_back();
    lines.text(segment.name);
    lines.number(segment.first);
    lines.number(segment.last);
    lines.number(segment.articles);
    lines.number(segment.dead);
    lines.end();
    while (lines.begins("file")) {
      lines.file(segment.files.emplace_back());
      lines.end();
    }
  }
  while (lines.begins("state")) {
    std::string role;
    FileInfo file;
    lines.text(role);
    lines.file(file);
    lines.end();
    out.state.emplace(role, file);
  }
  const std::size_t end = text.rfind("end ");
  std::uint64_t hash = 0;
  if (lines.expect("end")) {
    lines.number(hash, 16);
    lines.end();
  }
  if (!lines.ok() || !lines.at_end() || hash != hash_of(text.substr(0, end)) || !is_sound(out))
    return broken(name);
  return out;
}

std::string revision_text(std::uint64_t generation, std::string_view content) {
  return fmt::format("g{}{}{}", generation, content.empty() ? "" : "-",
                     content.substr(0, Manifest::kTokenDigits));
}

std::vector<FileInfo> state_files_in(std::string_view text, std::string_view role) {
  std::vector<FileInfo> out;
  const std::size_t end = text.rfind("\nend ");
  if (!text.starts_with(kFirstLine) || end == std::string_view::npos) return out;
  const std::string_view hashed = text.substr(0, end + 1);
  std::uint64_t hash = 0;
  Lines last(text.substr(hashed.size()));
  last.expect("end");
  last.number(hash, 16);
  last.end();
  if (!last.ok() || !last.at_end() || hash != hash_of(hashed)) return out;
  const std::string key = fmt::format("state {}", role);
  for (std::size_t at = 0; at < hashed.size(); at = hashed.find('\n', at) + 1) {
    Lines line(hashed.substr(at));
    if (!line.begins(key)) continue;
    FileInfo file;
    line.file(file);
    line.end();
    if (!line.ok() || !is_state_file_name(file.name) || !file.name.starts_with(fmt::format("{}-", role)))
      return {};
    out.push_back(std::move(file));
  }
  return out;
}

Error other_schema(std::string_view name, std::string_view its_schema, int schema) {
  int number = 0;
  std::from_chars(its_schema.data(), its_schema.data() + its_schema.size(), number);
  return {ErrorKind::kIndex,
          fmt::format("the index {} has schema '{}', this program reads {}", name, its_schema, schema),
          number >= kOldestUpgradable && number < schema ? kUpgrade : kBuildAnew};
}

bool is_other_schema(const Error& error) { return error.hint == kBuildAnew || error.hint == kUpgrade; }

Error other_analyzer(std::string_view name, std::string_view its_analyzer, std::string_view analyzer) {
  return {
      ErrorKind::kIndex,
      fmt::format("the index {} was analysed by '{}', this program by '{}'", name, its_analyzer, analyzer),
      kUpgrade};
}

Result<FileInfo> describe_file(const std::filesystem::path& file) {
  const Result<bool> there = is_there(file);
  if (!there) return fail(there.error());
  if (!*there) return missing(file);
  FileInfo out;
  out.name = file.filename().string();
  XXH3_state_t hash;
  XXH3_64bits_reset(&hash);
  // Read and not mapped: a file that is cut meanwhile must not end the program, and pages of a large one that
  // stay in memory would be counted as the program's.
  const Status read = read_pieces(file, [&](std::string_view piece) {
    XXH3_64bits_update(&hash, piece.data(), piece.size());
    out.bytes += piece.size();
  });
  if (!read) return fail(read.error());
  out.hash = XXH3_64bits_digest(&hash);
  return out;
}

}  // namespace dateline::index
