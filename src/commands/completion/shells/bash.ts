import type { Shell } from '../shell.js';

const script = `# Completion of mcp-provider and create-mcp-provider for bash 3.2 and newer.
_mcp_provider() {
  local line path action
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files | :directories)
        action=-f
        [[ $line == :directories ]] && action=-d
        compopt -o filenames 2>/dev/null
        while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$action" -- "$2")
        ;;
      *) COMPREPLY+=("$line") ;;
    esac
  done < <(mcp-provider completion bash -- "\${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null </dev/null)
}
complete -F _mcp_provider mcp-provider create-mcp-provider`;

export const bash: Shell = {
  script,
  /** "=" is in COMP_WORDBREAKS: bash makes three words of `--format=json` and completes the last one. */
  words(words) {
    const joined: string[] = [];
    let isOpen = false;
    for (const word of words) {
      const previous = joined.at(-1);
      if (previous !== undefined && (isOpen || word === '=')) joined.splice(-1, 1, previous + word);
      else joined.push(word);
      isOpen = word === '=';
    }
    return joined;
  },
  lines: (suggestions) =>
    typeof suggestions === 'string'
      ? [`:${suggestions}`]
      : suggestions.map(({ value }) => value.slice(value.indexOf('=') + 1)),
};
