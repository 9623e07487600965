#pragma once

#include <exception>
#include <functional>
#include <new>
#include <type_traits>

#include <xapian.h>

#include "common/result.h"

namespace dateline::index {

/// The wall between Xapian's exceptions and our errors: a person reads what happened and what to do.
Error to_error(const Xapian::Error& error);

/// Runs `f`; an exception of Xapian or of the standard library becomes an Error. Nothing else in the project
/// names Xapian::Error, but for the place that reopens a database after Xapian::DatabaseModifiedError.
template <class F>
auto guard(F&& f) -> Result<std::invoke_result_t<F>> {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
      std::invoke(f);
      return {};
    } else {
      return std::invoke(f);
    }
  } catch (const Xapian::Error& error) {
    return fail(to_error(error));
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::kSystem, "out of memory",
                "give the machine more memory or use a smaller --memory");
  } catch (const std::exception& error) {
    return fail(ErrorKind::kSystem, error.what());
  }
}

}  // namespace dateline::index
