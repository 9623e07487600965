#include "indexer/sources/crawl_folders.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "indexer/sources/format.h"

namespace dateline::indexer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kTwin = "another file of the same capture";
constexpr std::string_view kPart = "part of a saved page";
constexpr std::string_view kOfCrawler = "file of a crawler";

/// Files of a snapshot of ArchiveBox, the best first; a name that ends with "/" is any file below that
/// folder.
constexpr std::array kBestFirst{"singlefile.html"sv,
                                "warc/"sv,
                                "dom.html"sv,
                                "output.html"sv,
                                "readability/content.html"sv,
                                "mercury/content.html"sv,
                                "readability/content.txt"sv,
                                "mercury/content.txt"sv,
                                "htmltotext.txt"sv,
                                "output.pdf"sv};
constexpr std::array kPartFolders{"_files"sv,    ".files"sv,    "_Dateien"sv,   "-Dateien"sv, "_fichiers"sv,
                                  "_archivos"sv, "_arquivos"sv, "_bestanden"sv, "_pliki"sv};
constexpr std::array kCrawlersFiles{"robots.txt"sv,  "hts-log.txt"sv,     "wget-log"sv,  "hts-ioinfo.txt"sv,
                                    "hts-err.txt"sv, "ArchiveBox.conf"sv, "wpull.log"sv, "wpull.db"sv};

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// "1688544054.5": the moment of a snapshot names its folder.
bool is_moment(std::string_view name) {
  const std::size_t point = std::min(name.find('.'), name.size());
  const auto digits = [](std::string_view text) { return text.find_first_not_of("0123456789") == text.npos; };
  return point >= 9 && digits(name.substr(0, point)) && digits(name.substr(std::min(point + 1, name.size())));
}

bool is_warc(std::string_view path) {
  const std::optional<Format> format = format_by_ending(path);
  return format == Format::kWarc || format == Format::kArc;
}

/// Files that wpull (and grab-site, which runs it) leaves beside its WARC files.
constexpr std::array kWpullFiles{"wpull.log"sv, "wpull.db"sv};
/// The folder of a site in a mirror: "www.kcna.kp", "127.0.0.1+8080".
bool is_host(std::string_view name) { return name.find('.') != std::string_view::npos; }

class Folders {
 public:
  Folders(const std::vector<std::string>& paths, const IsEmpty& is_empty)
      : paths_(paths), is_empty_(is_empty) {
    std::set<std::string, std::less<>> with_warcs;
    std::set<std::string, std::less<>> of_wpull;
    for (const std::string& path : paths) {
      const std::string_view name = name_of(path);
      if (is_warc(path)) with_warcs.emplace(parent_of(path));
      if (std::ranges::find(kWpullFiles, name) != kWpullFiles.end()) of_wpull.emplace(parent_of(path));
      if (name == "hts-log.txt" || name_of(parent_of(path)) == "hts-cache")
        mirrors_.emplace(name == "hts-log.txt" ? parent_of(path) : parent_of(parent_of(path)));
      if (name == "ArchiveBox.conf") boxes_.emplace(parent_of(path));
    }
    std::ranges::set_intersection(with_warcs, of_wpull, std::inserter(wpull_, wpull_.end()));
    for (const std::string& path : paths) {
      if (name_of(path) == "index.json" && is_moment(name_of(parent_of(path)))) find_best(parent_of(path));
      if (is_warc(path) && name_of(parent_of(path)) == "archive") {
        const std::string folder(parent_of(parent_of(path)));
        if (has(folder + "/datapackage.json") || has(folder + "/pages/pages.jsonl")) crawls_.insert(folder);
      }
    }
  }

  /// Why a file is left out; empty when it is not.
  std::string_view reason(std::string_view path) const {
    const std::string_view name = name_of(path);
    if (const auto reason = reason_in_folder(path); !reason.empty()) return reason;
    if (std::ranges::find(kCrawlersFiles, name) != kCrawlersFiles.end()) return kOfCrawler;
    for (std::string_view folder = parent_of(path); !folder.empty(); folder = parent_of(folder)) {
      if (const auto best = best_.find(folder); best != best_.end())
        return best->second == path ? ""sv : kTwin;
      if (crawls_.contains(folder)) {
        const bool kept = is_warc(path) && name_of(parent_of(path)) == "archive";
        return kept ? ""sv : path.ends_with(".wacz") ? kTwin : kOfCrawler;
      }
      if (name_of(folder) == "hts-cache") return kOfCrawler;
      if (is_part_folder(folder)) return kPart;
    }
    return {};
  }

 private:
  /// Of files in folders that programs of one kind make.
  std::string_view reason_in_folder(std::string_view path) const {
    const std::string_view name = name_of(path);
    const std::string_view own = parent_of(path);
    const bool made_by_httrack =
        name == "index.html" || name == "cookies.txt" || name == "backblue.gif" || name == "fade.gif";
    if (made_by_httrack && mirrors_.contains(own)) return kOfCrawler;
    std::string_view below;  // the folder through which the path leaves the one that is looked at
    for (std::string_view folder = own;; folder = parent_of(folder)) {
      if (wpull_.contains(folder) && !is_warc(path)) return is_host(name_of(below)) ? kTwin : kOfCrawler;
      if (boxes_.contains(folder) && name_of(below) != "archive") return kOfCrawler;
      if (folder.empty()) return {};
      below = folder;
    }
  }

  bool has(const std::string& path) const { return std::ranges::binary_search(paths_, path); }

  /// The best file of a snapshot. The folder stands in the list with one run of paths.
  void find_best(std::string_view folder) {
    const std::string begin = std::string(folder) + "/";
    for (const std::string_view wanted : kBestFirst) {
      const std::string sought = begin + std::string(wanted);
      const auto found = std::ranges::lower_bound(paths_, sought);
      if (found == paths_.end()) continue;
      if (is_empty_(*found)) continue;  // a program that failed
      if (*found == sought || (wanted.ends_with('/') && found->starts_with(sought) && is_warc(*found))) {
        best_.emplace(std::string(folder), *found);
        return;
      }
    }
  }

  bool is_part_folder(std::string_view folder) const {
    for (const std::string_view ending : kPartFolders) {
      if (!folder.ends_with(ending) || name_of(folder).size() == ending.size()) continue;
      const std::string page(folder.substr(0, folder.size() - ending.size()));
      if (has(page + ".html") || has(page + ".htm") || has(page + ".xhtml")) return true;
    }
    return false;
  }

  const std::vector<std::string>& paths_;
  std::map<std::string, std::string, std::less<>> best_;  // folder of a snapshot, its best file
  std::set<std::string, std::less<>> crawls_;
  std::set<std::string, std::less<>> wpull_;    // folders with WARC files and those of wpull
  std::set<std::string, std::less<>> mirrors_;  // of HTTrack
  std::set<std::string, std::less<>> boxes_;    // of ArchiveBox
  const IsEmpty& is_empty_;
};

}  // namespace

void leave_out_parts(std::vector<std::string>& paths, SkipCounts& skipped, const IsEmpty& is_empty) {
  const Folders folders(paths, is_empty);
  std::vector<std::string> kept;
  for (const std::string& path : paths) {
    const std::string_view reason = folders.reason(path);
    if (reason.empty()) {
      kept.push_back(path);
    } else {
      ++skipped[std::string(reason)];
    }
  }
  paths = std::move(kept);
}

}  // namespace dateline::indexer
