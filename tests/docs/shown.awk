# SPDX-License-Identifier: MIT
# Whether each line of the first file stands in the second, in that order; "…" means
# anything, and alone any number of lines. Says which line is missing.
function fits(line, wanted,    part, count, parts, at, i) {
    count = split(wanted, parts, "…")
    if (count == 1)
        return line == wanted
    if (substr(line, 1, length(parts[1])) != parts[1])
        return 0
    line = substr(line, length(parts[1]) + 1)
    for (i = 2; i <= count; i++) {
        part = parts[i]
        if (part == "")
            continue
        if (i == count)
            return length(line) >= length(part) &&
                substr(line, length(line) - length(part) + 1) == part
        at = index(line, part)
        if (!at)
            return 0
        line = substr(line, at + length(part))
    }
    return 1
}
FNR == NR { if ($0 != "" && $0 != "…") want[++wanted] = $0; next }
met < wanted && fits($0, want[met + 1]) { met++ }
END {
    if (met < wanted) {
        print "not in the output: " want[met + 1]
        exit 1
    }
}
