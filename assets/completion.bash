# SPDX-License-Identifier: MIT
# Completion of waymark in bash: verbs, the open cycle's commands, cycles, files.
# shellcheck shell=bash

_waymark() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local verb='' given='' options='--json --help' offered='' files='' at
    local -a front=() pin=() # what the program is asked with
    for ((at = 1; at < COMP_CWORD; at++)); do
        case ${COMP_WORDS[at]} in
        --in | --as)
            front+=("${COMP_WORDS[at]}" "${COMP_WORDS[at + 1]/#\~/$HOME}")
            ((at++))
            ;;
        --cycle)
            pin=(--cycle "${COMP_WORDS[at + 1]}")
            ((at++))
            ;;
        -*) ;;
        *) if [ -z "$verb" ]; then verb=${COMP_WORDS[at]}; else given=${COMP_WORDS[at]}; fi ;;
        esac
    done
    case $before:$verb:$given in
    --in:* | --output:*)
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
        ;;
    --cycle:*) offered=$(waymark "${front[@]}" cycle list --names 2>/dev/null) ;;
    --section:*) offered=$'working\nnot_working\naspiration' ;;
    --format:*) offered=$'html\njson' ;;
    --file:* | --args:*) files=yes ;;
    *::*)
        offered=$(waymark help | sed -n 's/^  \([a-z]*\)  .*/\1/p')$'\nhelp'
        options='--in --as --json --version --help'
        ;;
    *:help:) offered=$(waymark help | sed -n 's/^  \([a-z]*\)  .*/\1/p') ;;
    *:cycle:)
        offered=$'new\nlist\nnext\nclose\nkeep'
        options+=' --workflow --question --scope --authority --another --cycle'
        ;;
    *:import:)
        offered=$'reviews\nstatements\naspirations\nparticipants\nthemes\nsorts\nlocal_offer'
        offered+=$'\ngood_practice'
        options+=' --cycle --dry-run --map --table'
        ;;
    *:columns:)
        offered=$'reviews\nstatements\naspirations\nparticipants'
        options+=' --map'
        ;;
    *:export:)
        offered=$'themes\nform\nperson'
        options+=' --cycle --section --born --format --output'
        ;;
    *:do:)
        offered=$(waymark "${front[@]}" "do" --list --names "${pin[@]}" 2>/dev/null)
        options+=' --cycle --args --file --key --seen --dry-run --list'
        ;;
    *:quick:*) files=yes options+=' --output --map' ;;
    *:cards:) options+=' --cycle --section --output' ;;
    *:handout:) options+=' --cycle --theme --output' ;;
    *:causes: | *:success: | *:plan: | *:last:) options+=' --cycle' ;;
    *:list:)
        offered=$(printf '%s\n' action attachment cause commitment concern cycle doubt \
            good_practice idea indicator local_offer measurement member participant \
            permission person pile progress review share statement story success theme vote)
        options+=' --cycle --where --overdue'
        ;;
    *) files=yes options+=' --cycle --dry-run' ;;
    esac
    case $word in
    -*) offered+=$'\n'${options// /$'\n'} ;;
    esac
    local IFS=$'\n'
    # shellcheck disable=SC2207 # divided at line ends, each quoted for the shell
    COMPREPLY=($(compgen -W "$offered" -- "$word" | while read -r at; do
        printf '%q\n' "$at"
    done))
    if [ -n "$files" ]; then
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _waymark waymark
