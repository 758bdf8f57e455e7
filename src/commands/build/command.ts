import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'build',
  group: 'Use',
  summary: 'Bundle the server into dist/server.js.',
  arguments: [{ name: 'directory', description: 'a directory in the project' }],
  options: [],
  writes: false,
  examples: [{ command: 'npx mcp-provider build', does: 'what "npm run build" runs' }],
  notes:
    'Bundles src/server.ts with the Rolldown of the project. For options of your own, let the script "build" run\n' +
    '"rolldown src/server.ts --dir dist --platform node --sourcemap"; the server then starts a little slower.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
