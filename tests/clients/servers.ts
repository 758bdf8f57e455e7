import type { ClientServer, ReaderSurroundings } from '../../src/clients/entry/server.js';
import { clients } from '../../src/clients/register.gen.js';
import type { ClientRow, FileClient } from '../../src/model/client.js';

export const rows: Readonly<Record<string, ClientRow>> = clients;

/** All clients that have a shape of entries. */
export const fileClients = Object.entries(rows).filter(
  (pair): pair is [string, FileClient] => !('code' in pair[1]),
);

export const fileClient = (id: string): FileClient => fileClients.find(([each]) => each === id)![1];

/** As a project would start it. */
export const local: ClientServer = {
  provider: 'acme_chat',
  name: 'acme-chat',
  description: 'Rooms and messages.',
  run: { by: 'node', file: '/home/ann/acme/dist/server.js', args: ['--provider', 'acme_chat'] },
  env: ['ACME_KEY'],
  headers: {},
};

/** The same on another computer. */
export const remote: ClientServer = {
  ...local,
  name: 'acme-remote',
  run: { by: 'http', url: 'https://mcp.example.com/acme_chat/mcp' },
  env: [],
  headers: { Authorization: 'Bearer ${ACME_TOKEN}' },
};

export const inUserFile: ReaderSurroundings = {
  scope: 'user',
  platform: 'linux',
  workspace: '/home/ann/acme',
  project: 'acme',
  node: '/opt/node/bin/node',
  npxCli: '/opt/node/lib/node_modules/npm/bin/npx-cli.js',
};

export const inProjectFile: ReaderSurroundings = { ...inUserFile, scope: 'project' };

/** The servers that a client can use. */
export const usable = ({ stdio, http, bridge }: FileClient): ClientServer[] => [
  ...(stdio ? [local] : []),
  ...((http ?? bridge) ? [remote] : []),
];
