#pragma once

#include "common/utf8.h"

namespace dateline::text {

using dateline::append_code_point;
using dateline::cut_at_character;
using dateline::next_code_point;

}  // namespace dateline::text
