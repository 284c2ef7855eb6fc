#!/usr/bin/env bash
# vobject 0.9.9 reads an hour of a zone with many changes of clocks wrongly (seen 2026-11-30).
#
# A calendar gives the rules of its zones itself (VTIMEZONE), either as a rule or as a list of days (RDATE); icalendar's
# add_missing_timezones() writes lists of days from 1970 to 2038, folded after 75 bytes as RFC 5545 wants. vobject unfolds
# lines when it reads a file, but for the rules of a zone it writes the component out and keeps only lines that begin with
# a known name: the folded rest of each list is lost, so no clock changes after its first days. 17:30 in London on
# 15 January 2027 then has an offset of +01:00. With a short list it is right, but a London of such a list equals UTC in
# the years that vobject compares (2000 to 2020), and it drops the zone. Write moments in UTC, or zones as a rule.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9
cat >"$work/expected" <<'EOF'
icalendar 2027-01-15T17:30:00+00:00
vobject 2027-01-15T17:30:00+01:00
vobject, few days 2027-01-15T17:30:00
EOF
cat >"$work/try.py" <<'EOF'
import logging
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import vobject

logging.disable()


def written(name, *years):
    calendar, event = icalendar.Calendar(), icalendar.Event()
    calendar.add("PRODID", "x")
    calendar.add("VERSION", "2.0")
    event.add("UID", "1")
    event.add("DTSTAMP", datetime(2027, 1, 1, tzinfo=UTC))
    event.add("DTSTART", datetime(2027, 1, 15, 17, 30, tzinfo=ZoneInfo("Europe/London")))
    calendar.add_component(event)
    calendar.add_missing_timezones(*years)
    return calendar.to_ical().decode().replace("Europe/London", name)


whole, few = written("Own/London"), written("Own/Few", date(2026, 1, 1), date(2029, 1, 1))
print("icalendar", icalendar.Calendar.from_ical(whole).walk("VEVENT")[0]["DTSTART"].dt.isoformat())
print("vobject", vobject.readOne(whole).vevent.dtstart.value.isoformat())
print("vobject, few days", vobject.readOne(few).vevent.dtstart.value.isoformat())
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "vobject_cuts_folded_days_of_a_zone: behaves otherwise than described" >&2; exit 1; }
echo "vobject_cuts_folded_days_of_a_zone: as described"
