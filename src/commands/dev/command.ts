import type { CommandDescription, CommandOption } from '../../model/command.js';
import { providerOption } from '../../remote/options.js';

export const DEFAULT_PORT = 8800;

export const options = [
  {
    flags: '--port <port>',
    description: `port of the page and the server (default: ${DEFAULT_PORT})`,
    common: true,
  },
  providerOption,
  { flags: '--no-types', description: 'do not check types' },
] as const satisfies readonly CommandOption[];

export default {
  name: 'dev',
  group: 'Use',
  summary: 'Serve the project as you edit it, with a page.',
  arguments: [{ name: 'directory', description: 'a directory in the project' }],
  options,
  writes: false,
  startsPrograms: true,
  examples: [
    { command: 'npx mcp-provider dev', does: 'the project that contains the working directory' },
    { command: 'npx mcp-provider dev --port 0', does: 'on any free port' },
  ],
  notes:
    'Each save in src, .env or provider-config.yaml is served at once. If a build does not start, the last one keeps serving.\n' +
    'Clients stay connected and are notified of changed lists. The page shows results and the requests to the API, without credentials.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
