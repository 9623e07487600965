#include "searcher/remote/open_engine.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "searcher/remote/address.h"
#include "searcher/remote/remote_shards.h"

namespace dateline::remote {

Result<search::Engine> open_engine(std::span<const std::filesystem::path> indexes,
                                   const OpenOptions& options) {
  const bool has_address = std::any_of(indexes.begin(), indexes.end(), [](const std::filesystem::path& name) {
    return is_address(name.native());
  });
  if (!has_address) return search::Engine::open(indexes);
  ShardsWanted wanted{.names = {}, .partial = options.partial, .limits = options.limits};
  for (const std::filesystem::path& name : indexes) wanted.names.push_back(name.native());
  auto shards = RemoteShards::open(std::move(wanted));
  if (!shards) return fail(shards.error());
  return search::Engine(std::unique_ptr<search::Shards>(std::move(*shards)));
}

}  // namespace dateline::remote
