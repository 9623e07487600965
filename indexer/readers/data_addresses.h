#pragma once

#include <string>
#include <string_view>

namespace dateline::indexer {

/// Takes the bytes of pictures and fonts out of a page that has them in its addresses
/// ("data:image/png;base64,iVBOR…"), piece by piece. They are no text, and a page may have a hundred times as
/// many of them.
class DataAddressFilter {
 public:
  /// Appends what is left of `piece` to `out`, to which nobody else may have appended since the last piece.
  void append(std::string_view piece, std::string& out);

 private:
  bool skipping_ = false;
};

/// The same for a whole page.
std::string without_data_addresses(std::string_view page);

}  // namespace dateline::indexer
