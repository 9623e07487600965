#include "indexer/sources/supplements.h"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "common/counted.h"
#include "common/index/article_id.h"
#include "indexer/sources/byte_stream.h"
#include "indexer/sources/kinds.h"
#include "indexer/sources/sniff.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCounted = "list that describes files";
constexpr std::size_t kMaxListBytes = std::size_t{64} << 20;

/// A name as names are compared: "/" between folders, no "." and "..", composed letters (macOS writes Hangul
/// taken apart).
std::string plain_name(std::string name) {
  std::ranges::replace(name, '\\', '/');
  name = fs::path(name).lexically_normal().string();
  if (std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return name;
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(code);
  if (nfc == nullptr) return name;
  std::string out;
  nfc->normalize(icu::UnicodeString::fromUTF8(name), code).toUTF8String(out);
  return U_SUCCESS(code) ? out : name;
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view stem_of(std::string_view path) {
  const std::string_view name = last_part(path);
  return name.substr(0, name.find('.', 1));
}

/// True when `path` is `name`, or ends with it behind a "/" or "!".
bool ends_with_name(std::string_view path, std::string_view name) {
  if (!path.ends_with(name)) return false;
  if (path.size() == name.size()) return true;
  const char before = path[path.size() - name.size() - 1];
  return before == '/' || before == '!';
}

std::optional<std::string> read_list(const std::string& path) {
  const auto file = open_file_stream(path);
  if (!file) return std::nullopt;
  Whole whole = read_whole(**file, kMaxListBytes);
  if (whole.damage || whole.too_long) return std::nullopt;
  return std::move(whole.bytes);
}

/// References by their kind; nullopt for other kinds.
std::optional<SupplementList> parse_references(Format kind, std::string_view bytes, const std::string& path) {
  if (kind == Format::kRis) return parse_ris(bytes, path);
  if (kind == Format::kBibtex) return parse_bibtex(bytes, path);
  if (kind == Format::kCslJson) return parse_csl_json(bytes, path);
  return std::nullopt;
}

/// Hash of all that an entry tells.
std::uint64_t hash_of(const Supplement& entry) {
  std::string text;
  for (const std::string* field :
       {&entry.title, &entry.url, &entry.source, &entry.language, &entry.printed_date})
    text += *field + '\n';
  if (entry.captured) text += dates::to_iso(*entry.captured);
  for (const auto& [name, value] : entry.extra) text += '\n' + name + '=' + value;
  return index::text_hash(text);
}

}  // namespace

void Supplements::apply(Page& page) const {
  if (const Supplement* told = find(page)) supplement(page, *told);
  if (path_date_) page.path_date = path_date_->read(page.origin.path);
}

const Supplement* Supplements::find(const Page& page) const {
  const std::string& path = page.origin.path;
  if (const auto found = by_path_.find(path); found != by_path_.end()) return &entries_[found->second];
  const std::size_t member = path.rfind('!');
  if (member != std::string::npos && !by_member_.empty()) {
    const std::string plain = plain_name(path);
    for (std::string_view rest = plain; !rest.empty();) {
      if (const auto found = by_member_.find(rest); found != by_member_.end())
        return &entries_[found->second];
      const std::size_t next = rest.find_first_of("/!");
      rest.remove_prefix(next == std::string_view::npos ? rest.size() : next + 1);
    }
  }
  if (page.url.empty() || by_address_.empty()) return nullptr;
  const auto found = by_address_.find(index::address_id(page.url).value);
  return found == by_address_.end() ? nullptr : &entries_[found->second];
}

class SupplementFinder {
 public:
  explicit SupplementFinder(InputList& inputs)
      : inputs_(inputs), supplements_(std::make_shared<Supplements>()) {
    for (std::size_t i = 0; i < inputs.files.size(); ++i) {
      const std::string& name = names_.emplace_back(plain_name(inputs.files[i].path));
      by_stem_.emplace(std::string(stem_of(name)), i);
      by_last_part_.emplace(std::string(last_part(name)), i);
      by_name_.emplace(name, i);
    }
    taken_.resize(inputs.files.size());
    described_.resize(inputs.files.size());
  }

  Status run(const SupplementOptions& options) {
    if (!options.date_from.empty()) {
      Result<PathDate> parsed = PathDate::parse(options.date_from);
      if (!parsed) return fail(parsed.error());
      supplements_->path_date_ = std::move(*parsed);
    }
    for (const std::string& path : options.metadata) {
      if (Status taken = take_named(path); !taken) return taken;
    }
    take_sidecars();
    take_references();
    finish();
    return {};
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  /// How far a list may go to find what it describes.
  struct Reach {
    bool any_end = false;    ///< a file may be named by the end of its path
    bool stems = false;      ///< or be called as an entry is
    bool addresses = false;  ///< or be a page of its address
    bool warns = false;      ///< what it describes and is not there is told
  };
  struct KeptList {
    std::string path;
    std::size_t files = 0;      ///< that it describes
    std::size_t addresses = 0;  ///< of pages, that it describes besides
  };
  struct Match {
    std::vector<std::pair<std::size_t, std::size_t>> files;  ///< entry and file
    std::vector<std::size_t> addresses;                      ///< entries
    std::vector<std::string> absent;                         ///< names
    bool names_any = false;                                  ///< a file that is there, in the input or not
  };

  std::size_t file_named(const std::string& name, const fs::path& folder, const Reach& reach) const {
    const std::string plain = plain_name(name);
    for (const std::string& sought : {plain_name((folder / plain).string()), plain}) {
      if (const auto found = by_name_.find(sought); found != by_name_.end()) return found->second;
      if (!reach.any_end) return kNone;
    }
    // By the longest end of the name that one file alone has: lists name drives and folders of other
    // machines.
    for (std::string_view rest = plain; !rest.empty();) {
      std::size_t only = kNone;
      const auto [begin, end] = by_last_part_.equal_range(std::string(last_part(rest)));
      std::size_t fitting = 0;
      for (auto it = begin; it != end; ++it) {
        if (!ends_with_name(names_[it->second], rest)) continue;
        ++fitting;
        only = it->second;
      }
      if (fitting == 1) return only;
      if (fitting > 1) return kNone;
      const std::size_t slash = rest.find('/');
      rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
    }
    return kNone;
  }

  Match match(const SupplementList& list, const fs::path& folder, const Reach& reach) const {
    Match out;
    for (std::size_t i = 0; i < list.entries.size(); ++i) {
      const Supplement& entry = list.entries[i];
      bool found = false;
      for (const std::string& name : entry.files) {
        const std::size_t file = file_named(name, folder, reach);
        std::error_code error;
        if (file != kNone) {
          out.files.emplace_back(i, file);
          found = true;
        } else if (fs::exists(folder / plain_name(name), error)) {
          out.names_any = true;
        } else {
          out.absent.push_back(name);
        }
      }
      if (!found && reach.stems && !entry.stem.empty() && by_stem_.count(entry.stem) == 1) {
        out.files.emplace_back(i, by_stem_.find(entry.stem)->second);
        found = true;
      }
      if (!found && reach.addresses && !entry.url.empty()) out.addresses.push_back(i);
    }
    out.names_any = out.names_any || !out.files.empty();
    return out;
  }

  /// Keeps what a list tells; `path` is that of the list.
  void keep(SupplementList list, const Match& match, const std::string& path, const Reach& reach) {
    const std::size_t first = supplements_->entries_.size();
    std::size_t files = 0;
    for (const auto& [entry, file] : match.files) {
      if (described_[file]) {
        warn(path, fmt::format("{} is described twice", inputs_.files[file].path),
             "the first description counts");
        continue;
      }
      described_[file] = true;
      ++files;
      supplements_->by_path_.emplace(inputs_.files[file].path, first + entry);
      inputs_.files[file].told = hash_of(list.entries[entry]);
    }
    std::uint64_t hash_of_all = 0;
    for (const std::size_t entry : match.addresses) {
      supplements_->by_address_.emplace(index::address_id(list.entries[entry].url).value, first + entry);
      hash_of_all = hash_of_all * 31 + hash_of(list.entries[entry]);
    }
    // What an address will tell of which file is not known before it is read.
    for (std::size_t i = 0; i < inputs_.files.size() && hash_of_all != 0; ++i) {
      if (!described_[i]) inputs_.files[i].told ^= hash_of_all;
    }
    if (reach.any_end) {
      for (std::size_t i = 0; i < list.entries.size(); ++i) {
        for (const std::string& name : list.entries[i].files)
          supplements_->by_member_.emplace(plain_name(name), first + i);
      }
    }
    if (reach.warns && !match.absent.empty()) {
      warn(path,
           fmt::format("the list describes {} not there, as {}",
                       counted(match.absent.size(), "file that is", "files that are"), match.absent.front()),
           "check the names in it");
    }
    for (Reject& reject : list.rejects) inputs_.rejects.push_back(std::move(reject));
    kept_.push_back({path, files, match.addresses.size()});
    std::ranges::move(list.entries, std::back_inserter(supplements_->entries_));
    if (const auto own = by_name_.find(plain_name(path)); own != by_name_.end()) taken_[own->second] = true;
  }

  /// Files that are no list, as far as is known.
  std::size_t captures() const { return static_cast<std::size_t>(std::ranges::count(taken_, false)); }

  Status take_named(const std::string& path) {
    const auto bytes = read_list(path);
    if (!bytes)
      return fail(ErrorKind::kUsage, fmt::format("the list {} of --metadata cannot be read", path),
                  "check the name");
    auto list = parse_references(tell(*bytes, std::nullopt), *bytes, path);
    const bool references = list.has_value();
    if (!list) list = parse_metadata_table(*bytes, path, true);
    if (!list)
      return fail(ErrorKind::kUsage, fmt::format("the list {} of --metadata has no column 'file'", path),
                  "write a first line such as: file,date,source,title,language,address,captured");
    const Reach reach{true, references, references, true};
    const Match found = match(*list, fs::path(path).parent_path(), reach);
    keep(std::move(*list), found, path, reach);
    return {};
  }

  void take_sidecars() {
    std::set<std::string> folders;
    for (const InputFile& file : inputs_.files) {
      if (file.path != "-") folders.insert(fs::path(file.path).parent_path().string());
    }
    for (const std::string& folder : folders) {
      const std::string path = (fs::path(folder) / kSidecarName).string();
      const auto own = by_name_.find(plain_name(path));
      const bool listed = own != by_name_.end();
      if (listed && taken_[own->second]) continue;
      std::error_code error;
      if (!listed && !fs::is_regular_file(path, error)) continue;
      const auto bytes = read_list(path);
      auto list = bytes ? parse_metadata_table(*bytes, path, false) : std::nullopt;
      const Reach reach{false, false, false, listed};
      const Match found = list ? match(*list, folder, reach) : Match{};
      if (list && found.names_any && !list->has_texts) {
        keep(std::move(*list), found, path, reach);
      } else if (listed) {
        inputs_.lists.push_back(fmt::format("{} is read as captures: {}", path,
                                            !list             ? "it has no column 'file'"
                                            : list->has_texts ? "it holds texts itself"
                                                              : "its column 'file' names no file beside it"));
      }
    }
  }

  /// The kind of a library of references, by its name or, of JSON, by its beginning.
  static std::optional<Format> references_kind(const InputFile& file) {
    if (file.format == Format::kRis || file.format == Format::kBibtex) return file.format;
    if (file.format != Format::kJsonl || !file.path.ends_with(".json")) return std::nullopt;
    auto stream = open_file_stream(file.path);
    if (!stream) return std::nullopt;
    BufferedStream head(std::move(*stream));
    return signature(head.peek(kSniffBytes)) == Format::kCslJson ? std::optional(Format::kCslJson)
                                                                 : std::nullopt;
  }

  void take_references() {
    for (std::size_t i = 0; i < inputs_.files.size(); ++i) {
      if (taken_[i] || inputs_.format) continue;
      const auto kind = references_kind(inputs_.files[i]);
      const auto bytes = kind ? read_list(inputs_.files[i].path) : std::nullopt;
      if (!bytes) continue;
      const std::string path = inputs_.files[i].path;
      auto list = parse_references(*kind, *bytes, path);
      if (!list) continue;
      const Reach reach{true, true, true, false};
      const Match found = match(*list, fs::path(path).parent_path(), reach);
      // One that describes nothing of the input is rejected by its name when its turn comes.
      const bool alone = captures() == 1;
      if (found.files.empty() && (found.addresses.empty() || alone)) continue;
      keep(std::move(*list), found, path, reach);
    }
  }

  void finish() {
    for (const KeptList& list : kept_) {
      std::string line =
          fmt::format("{} describes {} of {}", list.path, list.files, counted(captures(), "file", "files"));
      if (list.addresses > 0)
        line += fmt::format(", and pages of {}", counted(list.addresses, "address", "addresses"));
      inputs_.lists.push_back(std::move(line));
    }
    std::vector<InputFile> kept;
    for (std::size_t i = 0; i < inputs_.files.size(); ++i) {
      if (taken_[i]) {
        ++inputs_.skipped[std::string(kCounted)];
        inputs_.bytes -= std::min(inputs_.bytes, inputs_.files[i].bytes);
      } else {
        kept.push_back(std::move(inputs_.files[i]));
      }
    }
    inputs_.files = std::move(kept);
    if (!supplements_->entries_.empty() || supplements_->path_date_)
      inputs_.supplements = std::move(supplements_);
  }

  void warn(const std::string& path, std::string reason, std::string remedy) {
    inputs_.rejects.push_back({Reject::Kind::kWarning, {path, 0}, std::move(reason), std::move(remedy)});
  }

  InputList& inputs_;
  std::shared_ptr<Supplements> supplements_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
  std::multimap<std::string, std::size_t, std::less<>> by_last_part_;
  std::multimap<std::string, std::size_t, std::less<>> by_stem_;
  std::vector<std::string> names_;  ///< of the files, plain
  std::vector<KeptList> kept_;
  std::vector<bool> taken_;      ///< lists
  std::vector<bool> described_;  ///< files of which a list tells
};

Status take_supplements(InputList& inputs, const SupplementOptions& options) {
  return SupplementFinder(inputs).run(options);
}

}  // namespace dateline::indexer
