#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::testing {

/// A change below a folder as recorder_shim.cc writes it down.
struct Change {
  enum class Kind { kCreate, kFolder, kWrite, kTruncate, kRename, kRemove, kSync };
  Kind kind = Kind::kWrite;
  std::string path;          ///< below the folder; "." is the folder itself
  std::string text;          ///< data of a write, new name of a rename
  std::uint64_t number = 0;  ///< offset of a write, size of a truncation
};

/// The changes of a log in their order. Throws std::runtime_error when it is cut.
std::vector<Change> read_log(const std::filesystem::path& file);

/// A folder with its files, in memory.
struct Tree {
  std::map<std::string, std::string> files;  ///< content by path
  std::map<std::string, bool> folders;       ///< paths, "." always
  bool operator==(const Tree&) const = default;
};

Tree read_tree(const std::filesystem::path& folder);
/// The folder holds the tree afterwards and nothing else.
void write_tree(const Tree& tree, const std::filesystem::path& folder);

/// How much of what was not synced the disk has nevertheless.
enum class Kept {
  kNothing,  ///< only what was synced
  kAll,      ///< all of it: the program was killed, and the machine went on
  kSome,     ///< a random part
};

/// What a disk may hold after a power failure behind the first `changes` of the log. The model, which
/// promises no more than POSIX does (as in Pillai et al., "All File Systems Are Not Created Equal", OSDI
/// 2014): data of a file is there once the file was synced; a name is there, new, changed or gone, once its
/// folder was synced; of everything else any part may be there, writes one by one and torn, changes of one
/// name in their order.
Tree crashed(const Tree& before, const std::vector<Change>& log, std::size_t changes, Kept kept,
             std::mt19937_64& random);

}  // namespace dateline::testing
