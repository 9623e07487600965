#pragma once

#include <string>
#include <string_view>

namespace dateline::html {

/// The encoding that the bytes of a page declare: byte order mark, else XML declaration, else <meta charset>
/// or <meta http-equiv="Content-Type"> within the first 4,096 bytes. Lower case as declared ("euc-kr",
/// "windows-1251", "utf-16le"), empty when none is. Only a declaration: pages lie.
std::string declared_charset(std::string_view bytes);

/// The charset parameter of a Content-Type value ("text/html; charset=EUC-KR" gives "euc-kr"), or empty.
std::string charset_of_content_type(std::string_view content_type);

}  // namespace dateline::html
