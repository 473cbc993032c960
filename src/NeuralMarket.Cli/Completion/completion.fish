# neuralmarket for fish. Load it in ~/.config/fish/config.fish with:  neuralmarket completion fish | source
function __neuralmarket
    set --local line (commandline --cut-at-cursor)
    neuralmarket "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete --command neuralmarket --arguments '(__neuralmarket)'
