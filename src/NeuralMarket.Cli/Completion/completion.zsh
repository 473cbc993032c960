# neuralmarket for zsh. Load it in ~/.zshrc, behind compinit, with:  eval "$(neuralmarket completion zsh)"
_neuralmarket() {
  local -a words_known
  words_known=("${(@f)$(${words[1]} "[suggest:${#BUFFER}]" "$BUFFER" 2>/dev/null)}")
  (( ${#words_known} )) && compadd -- ${words_known:#}
  _files
}
compdef _neuralmarket neuralmarket
