#include "indexer/commit/changed_files.h"

#include <utility>

namespace dateline::indexer {

ChangedFiles changed_files(const std::vector<InputFile>& inputs, std::uint64_t reading, InputFiles& files) {
  ChangedFiles changes;
  changes.withdrawn.resize(files.size());
  for (const InputFile& input : inputs) {
    if (input.path != "-") {
      const std::uint32_t number = files.find(input.path);
      const auto now = look_at(input.path);
      const bool known = number != 0 && std::as_const(files).at(number).path == input.path;
      if (known && now) {
        const IndexedFile& then = std::as_const(files).at(number);
        if (then.hash != 0 && then.bytes == now->bytes && then.reading == (reading ^ input.told) &&
            (then.modified == now->modified || hash_file(input.path) == then.hash)) {
          if (then.modified != now->modified) files.at(number).modified = now->modified;
          ++changes.unchanged;
          continue;
        }
        ++changes.changed;
        changes.withdrawn[number] = true;
      }
    }
    changes.read.push_back(input);
    changes.bytes += input.bytes;
  }
  return changes;
}

}  // namespace dateline::indexer
