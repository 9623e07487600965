#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "bench/peers/peer.h"
#include "bench/queries/query_case.h"
#include "bench/record/summary.h"

namespace dateline::bench {

/// The queries of a set that every engine understands: single words, all words, any word.
std::vector<PeerQuery> peer_queries(std::span<const QueryCase> queries);

/// Asks every query in `rounds` shuffled rounds after one to warm up, and counts what they find. One set of
/// figures for queries of all words, one for those of any word, and where the engine counts facets the same
/// with facets.
Result<std::vector<PeerFigures>> ask_peer(Asker& peer, std::span<const PeerQuery> queries,
                                          std::uint32_t rounds, std::uint64_t seed);

}  // namespace dateline::bench
