import type { ShellName } from './shell.js';
import type { Suggestions } from './suggestions.js';

/** How a shell is told what it can complete. */
interface Shell {
  /** Defines the completion of both programs; runs `mcp-provider completion <shell> -- <words>`. */
  script: string;
  /** Words of a command line as the shell has split them, in ours. */
  words?(words: readonly string[]): string[];
  /** What the script reads; one suggestion per line. `:files` and `:directories` leave it to the shell. */
  lines(suggestions: Suggestions): string[];
}

const BASH = `# Completion of mcp-provider and create-mcp-provider for bash 3.2 and newer.
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

const bash: Shell = {
  script: BASH,
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

const ZSH = `#compdef mcp-provider create-mcp-provider
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

const zsh: Shell = {
  script: ZSH,
  lines: (suggestions) =>
    typeof suggestions === 'string'
      ? [`:${suggestions}`]
      : suggestions.map(({ value, description }) =>
          [value.replaceAll(':', '\\:'), ...(description === undefined ? [] : [description])].join(
            ':',
          ),
        ),
};

const FISH = `# Completion of mcp-provider and create-mcp-provider for fish.
function __mcp_provider_complete
    set -l current (commandline --current-token --cut-at-cursor)
    test -n "$current"; or set current ''
    set -l words (commandline --tokenize --cut-at-cursor --current-process) $current
    set -l lines (mcp-provider completion fish -- $words 2>/dev/null </dev/null)
    set -l option (string match --regex '^--[^=]*=' -- $current)
    set -l value (string replace --regex '^--[^=]*=' '' -- $current)
    switch "$lines[1]"
        case ':files'
            for path in (__fish_complete_path $value)
                echo "$option$path"
            end
        case ':directories'
            for path in (__fish_complete_directories $value '')
                echo "$option$path"
            end
        case '*'
            printf '%s\\n' $lines
    end
end
complete --command mcp-provider --no-files --arguments '(__mcp_provider_complete)'
complete --command create-mcp-provider --no-files --arguments '(__mcp_provider_complete)'`;

const fish: Shell = {
  script: FISH,
  lines: (suggestions) =>
    typeof suggestions === 'string'
      ? [`:${suggestions}`]
      : suggestions.map(({ value, description }) =>
          description === undefined ? value : `${value}\t${description}`,
        ),
};

export const shells: Readonly<Record<ShellName, Shell>> = { bash, zsh, fish };
