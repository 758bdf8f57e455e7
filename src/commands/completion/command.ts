import type { CommandDescription } from '../../model/command.js';
import { shellNames } from './shell.js';

export default {
  name: 'completion',
  group: 'Use',
  summary: 'Print the script that completes commands in a shell.',
  arguments: [
    { name: 'shell', description: shellNames.join(', '), required: true, suggest: shellNames },
    {
      name: 'words',
      description: 'used by the script: prints the suggestions for the last word',
      variadic: true,
    },
  ],
  options: [],
  writes: false,
  examples: [
    { command: 'source <(mcp-provider completion bash)', does: 'in ~/.bashrc' },
    { command: 'source <(mcp-provider completion zsh)', does: 'in ~/.zshrc, behind compinit' },
    { command: 'mcp-provider completion fish | source', does: 'in ~/.config/fish/config.fish' },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
