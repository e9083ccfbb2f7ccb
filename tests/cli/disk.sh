#!/bin/sh
# SPDX-License-Identifier: MIT
# A full disk and a read-only one: said in plain words, and nothing is lost.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir disk
if [ "$(id -u)" != 0 ] || ! mount -t tmpfs -o size=2500k tmpfs disk 2>/dev/null; then
    skip "a full disk and a read-only one: mounting is not allowed here; run it as root"
    finish
    exit
fi
trap 'cd / && umount "$work/disk"; rm -rf "$work" "$on_path"' EXIT
sheets=$thornmere/spreadsheets
folder disk/council
expect 0 cycle new 2025
expect 0 import reviews "$sheets/reviews-2025-schools.csv"
statements=$("$waymark" list statement --json | cksum)
check_same "statements" 307 "$(count statement)"

# Full. What was there stays; the same command works once there is room.
dd if=/dev/zero of=disk/filler bs=1k count=4000 2>/dev/null
full() {
    expect 1 "$@"
    check_err "the disk is full; free some space and "
}
full import reviews "$sheets/reviews-2025-colleges.csv"
full do prepare.ask "question=What has to change?"
full cycle new 2026
full report --output disk
full backup disk/monday.db
full init disk/other
check "an init that failed leaves nothing" test ! -e disk/other
dd if=/dev/zero of=disk/rest bs=1k count=4000 2>/dev/null
full status
check_same "left behind" "" "$(find disk -name '*.new-*' -o -name '*.making*' -o -name '*.made')"
rm disk/filler disk/rest
mount -o remount,size=20m disk
expect 0 verify
expect 0 log --verify
check_same "the statements" "$statements" "$("$waymark" list statement --json | cksum)"
expect 0 import reviews "$sheets/reviews-2025-colleges.csv"
check_out "207 rows"
check_same "statements" 490 "$(count statement)"
expect 0 init disk/other

# Read-only. Looking goes on; changing is refused.
statements=$("$waymark" list statement --json | cksum)
if ! mount -o remount,ro disk 2>/dev/null; then
    skip "a read-only disk: remounting is not allowed here"
    finish
    exit
fi
for verb in status coverage "cycle list" "list theme" log "log --verify" verify; do
    # shellcheck disable=SC2086 # into words
    expect 0 $verb
done
closed() {
    expect 1 "$@"
    check_err "$folder"
    check_err "read-only"
}
folder="this Waymark folder"
closed import reviews "$bad/small.csv"
closed do prepare.ask "question=What has to change?"
closed cycle new 2026
closed undo
closed erase TH10464 --yes
folder=disk/
closed report --output disk
closed report --output disk/reports
closed backup disk/monday.db
closed init disk/third
expect 0 backup monday.db
expect 2 report --output .
mount -o remount,rw disk
expect 0 verify
check_same "the statements" "$statements" "$("$waymark" list statement --json | cksum)"
expect 0 import reviews "$bad/small.csv"
finish
