#pragma once

#include <string>
#include <string_view>

namespace dateline::html {

/// The address of the page that a browser showed in another form: of its reader mode
/// ("about:reader?url=http%3A%2F%2F…", "read://…?url=…"), of its source ("view-source:http://…"). Other
/// addresses as they are.
std::string shown_address(std::string_view address);

}  // namespace dateline::html
