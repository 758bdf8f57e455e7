import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'eject',
  group: 'Grow',
  summary: 'Copy the sources of the runtime to src/core.',
  arguments: [],
  options: [],
  writes: true,
  examples: [
    { command: 'mcp-provider eject --dry-run', does: 'shows which files change' },
    { command: 'mcp-provider eject', does: 'copies the sources and rewrites the imports' },
  ],
  notes: `The project no longer depends on "mcp-provider". Fixes of the runtime, security
fixes included, do not reach it any more: you take them over by hand.`,
  load: () => import('./run.js'),
} satisfies CommandDescription;
