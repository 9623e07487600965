#include "common/index/xapian_wall.h"

#include "common/index/damaged.h"

namespace dateline::index {

Error to_error(const Xapian::Error& error) {
  Error out;
  out.kind = ErrorKind::kIndex;
  out.what = error.get_msg();
  if (const char* detail = error.get_error_string()) out.what += std::string(" (") + detail + ")";
  const std::string_view type = error.get_type();
  if (type == "DatabaseModifiedError") {
    out.hint = "the index changed while it was read; run the command again";
  } else if (type == "DatabaseCorruptError") {
    out.hint = kDamagedHint;
  } else if (type == "DatabaseVersionError") {
    out.hint = "the index was written by another version of Xapian; build it anew";
  } else if (type == "DatabaseOpeningError" || type == "DatabaseNotFoundError") {
    out.hint = "is this a folder made by 'dateline-index build'?";
  } else if (type == "DatabaseLockError") {
    out.hint = "another program is writing this index; wait until it has finished";
  } else if (type == "DatabaseError" && error.get_error_string() != nullptr) {
    out.kind = ErrorKind::kSystem;  // the system said why
    out.hint = "is the disk full, or the folder not writable?";
  } else if (type == "DatabaseError") {
    out.hint = kDamagedHint;
  }
  return out;
}

}  // namespace dateline::index
