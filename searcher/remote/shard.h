#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/index/manifest.h"
#include "common/index/segment.h"
#include "common/index/serve_values.h"
#include "common/index/stored_data.h"
#include "common/result.h"

namespace dateline::remote {

/// How long a shard may take, for each step: a step is one request of Xapian's protocol and its answer.
struct TimeLimits {
  unsigned connect_ms = 5'000;
  unsigned answer_ms = 10'000;
};

/// What a shard may send at most: it may be hostile or broken, like a capture.
struct SizeLimits {
  static constexpr std::size_t kState = std::size_t{64} << 20;    ///< dictionary, names, manifest: each
  static constexpr std::size_t kArticle = std::size_t{64} << 20;  ///< unpacked
  static constexpr std::size_t kWordsOfStem = 4096;
  static constexpr std::size_t kValues = 1'000'000;  ///< of a facet
  static constexpr std::size_t kName = 255;          ///< bytes of a notice about a shard
};

/// One index that is searched together with others: an open connection to a server, or a folder here. What is
/// not right for that is an error: another schema or analyzer, several segments or dead articles, no values.
/// One thread at a time may use a database.
struct Shard {
  std::string name;  ///< as it was written
  Xapian::Database database;
  std::vector<Xapian::Database> more;  ///< the same over further connections (open_lines)
  std::string uuid;
  index::ShardName part;
  index::IndexCounts counts;
  std::uint64_t generation = 0;
  std::shared_ptr<const index::StoredDictionary> dictionary;  ///< may be null
  std::string names;                                          ///< text::encode of lists; may be empty
  std::shared_ptr<const index::Segment> segment;              ///< of a folder here
};

/// Opens a shard: `written` is an address or a folder. Of several copies the first that is there. Does not
/// throw. Cost: a connection and six requests, the dictionary among what they bring.
Result<Shard> open_shard(const std::string& written, const TimeLimits& limits);

inline constexpr std::size_t kMoreLines = 3;

/// Opens kMoreLines further connections to a server that is reached by tcp, so that several threads may ask
/// it at the same time; to a folder or through ssh none. Throws what Xapian throws, and std::runtime_error
/// where another state of the index answers.
void open_lines(Shard& shard, const TimeLimits& limits);

}  // namespace dateline::remote
