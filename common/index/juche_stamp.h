#pragma once

#include "common/article.h"

namespace dateline::index {

/// The stamp that speaks for an article: the last one with a Juche year, nullptr where there is none. Lives
/// as long as the article's stamps.
const Stamp* juche_stamp(const Article& article);

}  // namespace dateline::index
