#pragma once

#include <cstddef>
#include <cstdint>

/// Docids of several databases that are read as one, as Xapian numbers them: the documents of the databases
/// take turns.
namespace dateline::index {

/// The docid by which document `docid` of database `shard` (from 0) of `shards` is known in all of them.
constexpr std::uint32_t joined_docid(std::uint32_t docid, std::size_t shard, std::size_t shards) {
  return static_cast<std::uint32_t>((docid - 1) * shards + shard + 1);
}
constexpr std::size_t shard_of(std::uint32_t joined, std::size_t shards) { return (joined - 1) % shards; }
constexpr std::uint32_t docid_within(std::uint32_t joined, std::size_t shards) {
  return static_cast<std::uint32_t>((joined - 1) / shards + 1);
}

}  // namespace dateline::index
