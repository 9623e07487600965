#pragma once

#include "searcher/search/engine.h"
#include "searcher/serve/http_message.h"

namespace dateline::serve {

/// Answers a request: the one table of all addresses. It changes nothing, opens no file that a request names,
/// and never fails: what goes wrong is a page with the status that says so. Not thread-safe: one engine a
/// thread.
HttpReply answer(search::Engine& engine, const HttpRequest& request);

/// Of our own files (style sheet, script, icon), which need no engine; nullptr for other paths.
const HttpReply* find_asset(std::string_view path);

}  // namespace dateline::serve
