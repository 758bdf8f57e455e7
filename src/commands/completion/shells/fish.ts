import type { Shell } from '../shell.js';

const script = `# Completion of mcp-provider and create-mcp-provider for fish.
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

export const fish: Shell = {
  script,
  lines: (suggestions) =>
    typeof suggestions === 'string'
      ? [`:${suggestions}`]
      : suggestions.map(({ value, description }) =>
          description === undefined ? value : `${value}\t${description}`,
        ),
};
