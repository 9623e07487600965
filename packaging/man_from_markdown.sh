#!/bin/sh
# man_from_markdown.sh NAME SECTION DAY VERSION "WHAT IT IS" PAGE.md...: the pages as one manual page, on the standard output.
# The text is that of the document; only its title gives way to the sections that manual pages begin with.
set -eu
name=$1 section=$2 day=$3 version=$4 about=$5 page=$6
shift 5
case $section in
  5) volume='File Formats' ;;
  *) volume='Miscellaneous Information' ;;
esac
printf "'\\\\\" t\n.\\\\\" Made from %s\n" "$(basename "$page")"
printf '.TH %s %s %s "Dateline %s" "%s"\n' "$(printf %s "$name" | tr a-z A-Z)" "$section" "$day" "$version" "$volume"
printf '.ad l\n.SH NAME\n%s \\- %s\n.SH DESCRIPTION\n' "$(printf %s "$name" | sed 's/-/\\-/g')" "$about"
# The font of code is bold on a terminal; a bar within code of a table needs no backslash; the title is said above.
cat "$@" | lowdown -s -Tman --nroff-nolinks | awk '
  /^\.\\"|^\.TH / { next }
  !titled && /^\.SH$/ { titled = 1; heading = 1; getline; next }
  { gsub(/\\fC/, "\\fB"); gsub(/\\e\|/, "|"); gsub(/^\.LP$/, ".PP") }
  /^\.PP$/ && heading { next }
  /^[ \t]*$/ { next }
  !/^[.\047]/ { gsub(/-/, "\\-") }
  { heading = /^\.SS$/ ? 2 : heading == 2; print }'
printf '.SH SEE ALSO\n'
printf '%s\n' 'dateline\-index 1' 'dateline\-search 1' 'dateline\-query 7' 'dateline\-dates 7' 'dateline\-index 5' 'dateline.conf 5' |
  awk -v own="$(printf %s "$name" | sed 's/-/\\\\-/g') $section" '$0 != own { line[++n] = ".BR " $1 " (" $2 ")" }
    END { for (i = 1; i <= n; ++i) print line[i] (i < n ? " ," : "") }'
