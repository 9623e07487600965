#include "indexer/sources/packing.h"

#include <algorithm>
#include <array>

namespace dateline::indexer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kCompressed{".gz"sv, ".bz2"sv, ".xz"sv, ".zst"sv, ".zstd"sv};
constexpr std::array kArchives{".tar"sv,  ".zip"sv, ".wacz"sv, ".tgz"sv,
                               ".tbz2"sv, ".tbz"sv, ".txz"sv,  ".tzst"sv};
constexpr std::size_t kTarMagicAt = 257;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool ends(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() &&
         std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char a, char b) { return a == lower(b); });
}

/// Length of the ending of `name` that is one of `endings`, 0 for none.
template <class Endings>
std::size_t ending_of(std::string_view name, const Endings& endings) {
  for (const std::string_view ending : endings) {
    if (ends(name, ending)) return ending.size();
  }
  return 0;
}

}  // namespace

Packing packing_of(std::string_view head) {
  if (head.starts_with("\x1F\x8B\x08")) return Packing::kGzip;
  if (head.starts_with("BZh") && head.size() > 3 && head[3] >= '1' && head[3] <= '9' &&
      (head.substr(4).starts_with("1AY&SY") || head.substr(4).starts_with("\x17rE8P\x90"))) {
    return Packing::kBzip2;
  }
  if (head.starts_with("\xFD"
                       "7zXZ\0"sv)) {
    return Packing::kXz;
  }
  if (head.starts_with("\x28\xB5\x2F\xFD")) return Packing::kZstd;
  // Skippable frames, with which .warc.zst files begin.
  if (head.size() >= 4 && (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50 &&
      head.substr(1).starts_with("\x2A\x4D\x18")) {
    return Packing::kZstd;
  }
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return Packing::kZip;
  if (head.size() > kTarMagicAt + 5 && head.substr(kTarMagicAt, 5) == "ustar") return Packing::kTar;
  return Packing::kNone;
}

bool is_archive(Packing packing) { return packing == Packing::kZip || packing == Packing::kTar; }

std::string_view name(Packing packing) {
  switch (packing) {
    case Packing::kNone:
      return "";
    case Packing::kGzip:
      return "gzip";
    case Packing::kBzip2:
      return "bzip2";
    case Packing::kXz:
      return "xz";
    case Packing::kZstd:
      return "zstd";
    case Packing::kZip:
      return "zip";
    case Packing::kTar:
      return "tar";
  }
  return "";
}

std::string_view without_packing_endings(std::string_view file_name) {
  file_name.remove_suffix(ending_of(file_name, kCompressed));
  file_name.remove_suffix(ending_of(file_name, kArchives));
  return file_name;
}

bool has_archive_ending(std::string_view file_name) {
  file_name.remove_suffix(ending_of(file_name, kCompressed));
  return ending_of(file_name, kArchives) != 0;
}

bool has_packing_ending(std::string_view file_name) {
  return ending_of(file_name, kCompressed) != 0 || ending_of(file_name, kArchives) != 0;
}

}  // namespace dateline::indexer
