#pragma once

#include <string_view>

namespace dateline::html {

/// True for a paragraph that claims the rights in a site: "© 2003-2021 …", "Copyright … All rights
/// reserved.", in the languages of this press. A longer paragraph speaks of something. Pure.
bool is_rights_notice(std::string_view paragraph);

}  // namespace dateline::html
