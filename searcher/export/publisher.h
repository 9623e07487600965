#pragma once

#include <string>

#include "common/article.h"

namespace dateline::search {

/// Who published an article, as a reference names it: "Korean Central News Agency" for the hosts and the
/// short names of its pages, the name as printed for a source that is not known here, the host when there is
/// nothing else, empty when nothing tells. Printable.
std::string publisher_of(const Article& article);

}  // namespace dateline::search
