import * as z from 'zod';
import type { TokenVerifier } from '../../src/identity/principal.js';
import type { CallPolicy } from '../../src/index.js';
import * as current from '../../src/index.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import * as previous from '../../src/v1.js';

/** Both lines have the members that these tests use. */
type Define = typeof current.defineProvider;

export const CURRENT = { side: 'v2', define: current.defineProvider, configure: undefined };

/** Every way in which a server of a provider is made. */
export const SIDES = [
  CURRENT,
  { side: 'v2 with "configure"', define: current.defineProvider, configure: () => {} },
  { side: 'v1', define: previous.defineProvider as unknown as Define },
];
export type Side = (typeof SIDES)[number];

/** A token is the name of its user and its scopes: `ann.read.write`. */
export const scopedCallers: TokenVerifier = {
  ...namedCallers,
  async verify(token, audience) {
    const [user = '', ...scopes] = token.split('.');
    return { ...(await namedCallers.verify(user, audience)), scope: scopes.join(' ') };
  },
};

/** Tools for readers, writers and one administrator; `done` has what they have done. */
export function notes({ define, configure }: Side, policy: CallPolicy = {}) {
  const done: string[] = [];
  const defined = define({
    name: 'notes',
    version: '1',
    ...(configure && { configure }),
    ...policy,
  });
  defined.tool({
    name: 'list_notes',
    description: 'Lists your notes.',
    input: z.object({}),
    annotations: { readOnlyHint: true },
    scopes: ['read'],
    run: async (_args, { principal: { userId } }) => `notes of ${userId}`,
  });
  defined.tool({
    name: 'add_note',
    description: 'Adds a note.',
    input: z.object({ folder: z.string(), text: z.string(), pin: z.string().optional() }),
    annotations: { destructiveHint: false },
    scopes: ['write', 'draft'],
    audited: ['folder'],
    run: async ({ text }) => {
      if (text === 'bug') throw new Error('a secret of the server');
      if (text === 'no') throw new current.ToolError('Not this text.');
      done.push(text);
      return 'Added.';
    },
  });
  defined.tool({
    name: 'clear_notes',
    description: 'Deletes the notes of everyone.',
    input: z.object({}),
    meta: { role: 'admin' },
    run: async () => {
      done.push('cleared');
      return 'Deleted.';
    },
  });
  defined.resource({
    name: 'motd',
    uri: 'notes://motd',
    mimeType: 'text/plain',
    read: async () => 'Be kind.',
  });
  defined.prompt({
    name: 'greet',
    args: z.object({ name: z.string() }),
    render: ({ name }) => `Greet ${name}.`,
  });
  return { defined, done };
}

/** Only one user is an administrator. */
export const authorize: CallPolicy['authorize'] = ({ userId }, { meta }) =>
  meta?.role !== 'admin' || userId.endsWith('|root');
