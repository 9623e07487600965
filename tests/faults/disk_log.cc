#include "tests/faults/disk_log.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <optional>
#include <set>
#include <stdexcept>

namespace dateline::testing {
namespace {

namespace fs = std::filesystem;

Change::Kind kind_of(char letter) {
  switch (letter) {
    case 'c':
      return Change::Kind::kCreate;
    case 'd':
      return Change::Kind::kFolder;
    case 'w':
      return Change::Kind::kWrite;
    case 't':
      return Change::Kind::kTruncate;
    case 'r':
      return Change::Kind::kRename;
    case 'u':
      return Change::Kind::kRemove;
    case 's':
      return Change::Kind::kSync;
    default:
      throw std::runtime_error("the log has an unknown change");
  }
}

class LogReader {
 public:
  explicit LogReader(std::string_view rest) : rest_(rest) {}
  bool done() const { return rest_.empty(); }
  char letter() { return take(1).front(); }
  std::uint64_t number() {
    std::uint64_t out = 0;
    std::memcpy(&out, take(sizeof out).data(), sizeof out);
    return out;
  }
  std::string text() { return std::string(take(number())); }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > rest_.size()) throw std::runtime_error("the log is cut");
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }
  std::string_view rest_;
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

/// A file or folder, whatever it is called at the moment.
struct Node {
  bool is_folder = false;
  std::string synced = {};                   ///< content that the disk has for sure
  std::vector<const Change*> unsynced = {};  ///< writes and truncations since
};
using NodeId = std::size_t;

/// A name that was made, changed or removed, and is not yet sure.
struct NameChange {
  std::string path;
  std::optional<NodeId> node;  ///< nothing: the name is gone
  std::size_t rename = 0;      ///< the two names of a rename have the same number, others 0
};

void apply(const Change& change, std::string& content, std::size_t size) {
  if (change.kind == Change::Kind::kTruncate) return content.resize(change.number);
  if (content.size() < change.number + size) content.resize(change.number + size);
  content.replace(change.number, size, change.text, 0, size);
}

/// Runs the log and keeps apart what is sure and what is not.
class Disk {
 public:
  explicit Disk(const Tree& before) {
    for (const auto& [path, ignored] : before.folders) sure_[path] = now_[path] = add({.is_folder = true});
    for (const auto& [path, content] : before.files) sure_[path] = now_[path] = add({.synced = content});
  }

  void run(const Change& change) {
    switch (change.kind) {
      case Change::Kind::kCreate:
        return name(change.path, add({}));
      case Change::Kind::kFolder:
        return name(change.path, add({.is_folder = true}));
      case Change::Kind::kWrite:
      case Change::Kind::kTruncate:
        if (!now_.contains(change.path)) name(change.path, add({}));  // made by a call that is not recorded
        nodes_[now_.at(change.path)].unsynced.push_back(&change);
        return;
      case Change::Kind::kRemove:
        return name(change.path, std::nullopt);
      case Change::Kind::kRename:
        return rename(change.path, change.text);
      case Change::Kind::kSync:
        return sync(change.path);
    }
  }

  Tree tree(Kept kept, std::mt19937_64& random) const {
    const auto chosen = [&](unsigned of = 2) {
      return kept == Kept::kAll || (kept == Kept::kSome && random() % of != 0);
    };
    std::map<std::string, NodeId> names = sure_;
    std::set<std::string> stopped;  // of one name, what comes later is only there when all before it is
    for (std::size_t i = 0; i < unsure_.size();) {
      std::size_t end = i + 1;  // the two names of a rename change together
      while (unsure_[i].rename != 0 && end < unsure_.size() && unsure_[end].rename == unsure_[i].rename)
        ++end;
      bool taken = chosen(4);
      for (std::size_t j = i; j < end; ++j) taken = taken && !stopped.contains(unsure_[j].path);
      for (; i < end; ++i) {
        if (!taken) {
          stopped.insert(unsure_[i].path);
        } else if (unsure_[i].node) {
          names[unsure_[i].path] = *unsure_[i].node;
        } else {
          names.erase(unsure_[i].path);
        }
      }
    }
    Tree out;
    out.folders["."] = true;
    for (const auto& [path, node] : names) {
      if (!is_reachable(path, names)) continue;
      if (nodes_[node].is_folder) {
        out.folders[path] = true;
        continue;
      }
      std::string content = nodes_[node].synced;
      for (const Change* change : nodes_[node].unsynced) {
        if (!chosen(4)) continue;
        const bool torn = kept == Kept::kSome && change->text.size() > 1 && random() % 8 == 0;
        dateline::testing::apply(*change, content,
                                 torn ? random() % change->text.size() : change->text.size());
      }
      out.files[path] = std::move(content);
    }
    return out;
  }

 private:
  NodeId add(Node node) {
    nodes_.push_back(std::move(node));
    return nodes_.size() - 1;
  }

  void name(const std::string& path, std::optional<NodeId> node, std::size_t rename = 0) {
    if (node) {
      now_[path] = *node;
    } else {
      now_.erase(path);
    }
    unsure_.push_back({path, node, rename});
  }

  void rename(const std::string& from, const std::string& to) {
    std::vector<std::pair<std::string, NodeId>> moved;
    for (const auto& [path, node] : now_) {
      if (path == from || path.starts_with(from + "/")) moved.emplace_back(path.substr(from.size()), node);
    }
    const std::size_t number = ++renames_;
    for (const auto& [rest, node] : moved) {
      name(to + rest, node, number);
      name(from + rest, std::nullopt, number);
    }
  }

  void sync(const std::string& path) {
    const auto found = now_.find(path);
    if (found == now_.end()) return;
    Node& node = nodes_[found->second];
    for (const Change* change : node.unsynced)
      dateline::testing::apply(*change, node.synced, change->text.size());
    node.unsynced.clear();
    if (!node.is_folder) return;
    // A rename is one step of the disk: when one of its folders is synced, both names are as they are.
    std::set<std::size_t> renames;
    for (const NameChange& change : unsure_) {
      if (change.rename != 0 && folder_of(change.path) == path) renames.insert(change.rename);
    }
    std::vector<NameChange> rest;
    for (NameChange& change : unsure_) {
      if (folder_of(change.path) != path && !renames.contains(change.rename)) {
        rest.push_back(std::move(change));
      } else if (change.node) {
        sure_[change.path] = *change.node;
      } else {
        sure_.erase(change.path);
      }
    }
    unsure_ = std::move(rest);
  }

  bool is_reachable(const std::string& path, const std::map<std::string, NodeId>& names) const {
    if (path == ".") return true;
    const std::string above = folder_of(path);
    const auto found = names.find(above);
    return found != names.end() && nodes_[found->second].is_folder && is_reachable(above, names);
  }

  std::vector<Node> nodes_;
  std::map<std::string, NodeId> now_;   ///< as the program sees it
  std::map<std::string, NodeId> sure_;  ///< as the disk has it for sure
  std::vector<NameChange> unsure_;      ///< in their order
  std::size_t renames_ = 0;
};

}  // namespace

std::vector<Change> read_log(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string log{std::istreambuf_iterator<char>(in), {}};
  std::vector<Change> out;
  for (LogReader reader(log); !reader.done();) {
    Change change;
    change.kind = kind_of(reader.letter());
    change.path = reader.text();
    change.text = reader.text();
    change.number = reader.number();
    out.push_back(std::move(change));
  }
  return out;
}

Tree read_tree(const fs::path& folder) {
  Tree out;
  out.folders["."] = true;
  if (!fs::exists(folder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = fs::relative(entry.path(), folder).string();
    if (entry.is_directory()) {
      out.folders[path] = true;
      continue;
    }
    std::ifstream in(entry.path(), std::ios::binary);
    out.files[path] = {std::istreambuf_iterator<char>(in), {}};
  }
  return out;
}

void write_tree(const Tree& tree, const fs::path& folder) {
  fs::remove_all(folder);
  for (const auto& [path, ignored] : tree.folders) fs::create_directories(folder / path);
  for (const auto& [path, content] : tree.files) std::ofstream(folder / path, std::ios::binary) << content;
}

Tree crashed(const Tree& before, const std::vector<Change>& log, std::size_t changes, Kept kept,
             std::mt19937_64& random) {
  Disk disk(before);
  for (std::size_t i = 0; i < std::min(changes, log.size()); ++i) disk.run(log[i]);
  return disk.tree(kept, random);
}

}  // namespace dateline::testing
