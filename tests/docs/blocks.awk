# SPDX-License-Identifier: MIT
# Cuts a document's examples out of it, in order, into files NNN.* below `into`:
#   ```console blocks: NNN.run is a command (after `$ `, going on after `> `), NNN.want
#   the output shown below it, NNN.place its line in the document;
#   ```LANGUAGE PATH blocks: NNN.save is the text, NNN.path where it is to be saved.
function next_number() { return into "/" sprintf("%03d", ++number) }
/^```/ {
    if (inside) { inside = saving = running = 0; next }
    inside = 1
    if ($1 == "```console")
        running = 1
    else if (NF == 2) {
        saving = 1
        name = next_number()
        print $2 >(name ".path")
        printf "" >(name ".save")
    }
    next
}
saving { print >(name ".save") }
running && /^\$ / {
    name = next_number()
    print substr($0, 3) >(name ".run")
    print FNR >(name ".place")
    printf "" >(name ".want")
    in_command = 1
    next
}
running && in_command && /^> / { print substr($0, 3) >(name ".run"); next }
running { in_command = 0; print >(name ".want") }
