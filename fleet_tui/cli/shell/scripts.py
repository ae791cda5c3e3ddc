"""The completion scripts of the shells: each hands over the line up to the cursor and quotes the words that come."""

_BASH = r"""_fleet_tui() {
    local line="${COMP_LINE:0:COMP_POINT}" typed kept word current="${COMP_WORDS[COMP_CWORD]}"
    typed="${line##*[[:space:]]}"
    kept="${typed%"${typed##*[=:]}"}"
    COMPREPLY=()
    while IFS= read -r word; do
        word="${word#"$kept"}"
        case "$current" in
            [\"\']*) ;;
            *) [[ $word == *[=:] ]] || printf -v word %q "$word" ;;
        esac
        COMPREPLY+=("$word")
    done < <(printf '%s\n' "$line" | "${COMP_WORDS[0]}" completion words 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=:] ]] && compopt -o nospace
    return 0
}
complete -o default -F _fleet_tui fleet-tui
"""

_ZSH = r"""#compdef fleet-tui
_fleet_tui() {
    local -a found open
    local fold='m:{[:lower:][:upper:]}={[:upper:][:lower:]}'
    local line="${(j: :)words[1,CURRENT-1]} ${QIPREFIX}${PREFIX}"
    found=("${(@f)$(print -r -- "$line" | ${words[1]} completion words 2>/dev/null)}")
    found=(${found:#})
    open=(${(M)found:#*[=:]})
    found=(${found:#*[=:]})
    (( ${#open} )) && compadd -M "$fold" -S '' -- $open
    (( ${#found} )) && compadd -M "$fold" -- $found
    (( ${#open} + ${#found} )) || _files
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
compdef _fleet_tui fleet-tui
"""

_FISH = r"""function __fleet_tui_words
    set -l line (commandline -cp)
    set -l words (commandline -opc)
    printf '%s\n' $line | $words[1] completion words 2>/dev/null
end
complete -c fleet-tui -f -a '(__fleet_tui_words)'
complete -c fleet-tui -n '__fish_seen_subcommand_from import export backup demo' -F
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
