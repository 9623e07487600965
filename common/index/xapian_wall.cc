#include "common/index/xapian_wall.h"

#include <cerrno>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#include <xapian.h>

#include "common/index/damaged.h"

namespace dateline::index {
namespace {

/// A file that is there cannot be opened.
bool system_refused(const Xapian::Error& error) {
  const char* why = error.get_error_string();
  return why != nullptr && std::string_view(why) != std::strerror(ENOENT);
}

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
  } else if (type == "DatabaseOpeningError" && system_refused(error)) {
    out.kind = ErrorKind::kSystem;
    out.hint = "check the disk and the permissions";
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

}  // namespace

Error error_in_flight(bool* index_changed) {
  try {
    throw;
  } catch (const Xapian::Error& error) {
    if (index_changed != nullptr)
      *index_changed = std::string_view(error.get_type()) == "DatabaseModifiedError";
    return to_error(error);
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const std::bad_alloc&) {
    return {ErrorKind::kSystem, "out of memory", "give the machine more memory or use a smaller --memory"};
  } catch (const std::exception& error) {
    return {ErrorKind::kSystem, error.what(), {}};
  }
}

}  // namespace dateline::index
