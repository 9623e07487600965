#pragma once

#include <cerrno>
#include <string>

namespace dateline {

/// What to do about an error of the system (an errno) with a file of an index; may be empty.
inline std::string remedy_of(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT:
      return "free space on that disk, or choose another folder";
    case EFBIG:
      return "no file may grow so large here: choose a folder on another disk, or raise the limit (ulimit "
             "-f)";
    case EACCES:
    case EPERM:
    case EROFS:
      return "you may not do that there: choose a folder of your own, or ask whoever owns this one";
    default:
      return "";
  }
}

}  // namespace dateline
