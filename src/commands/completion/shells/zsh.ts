import type { Shell } from '../shell.js';

const script = `#compdef mcp-provider create-mcp-provider
# Completion of mcp-provider and create-mcp-provider for zsh.
_mcp_provider() {
  local -a lines
  lines=("\${(@f)$(mcp-provider completion zsh -- "\${(@Q)words[1,CURRENT]}" 2>/dev/null </dev/null)}")
  case $lines[1] in
    '') return 1 ;;
    :files) compset -P '--*='; _files ;;
    :directories) compset -P '--*='; _files -/ ;;
    *) _describe value lines ;;
  esac
}
# Loaded by compinit from a directory in fpath, or sourced.
if [[ $funcstack[1] == _mcp-provider ]]; then
  _mcp_provider "$@"
else
  compdef _mcp_provider mcp-provider create-mcp-provider
fi`;

export const zsh: Shell = {
  script,
  lines: (suggestions) =>
    typeof suggestions === 'string'
      ? [`:${suggestions}`]
      : suggestions.map(({ value, description }) =>
          [value.replaceAll(':', '\\:'), ...(description === undefined ? [] : [description])].join(
            ':',
          ),
        ),
};
