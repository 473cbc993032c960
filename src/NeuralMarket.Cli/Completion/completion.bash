# neuralmarket for bash. Load it in ~/.bashrc with:  eval "$(neuralmarket completion bash)"
_neuralmarket() {
  local current="${COMP_WORDS[COMP_CWORD]}" words
  words=$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
  local IFS=$'\n'
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _neuralmarket neuralmarket
