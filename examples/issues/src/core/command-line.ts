import { parseArgs } from 'node:util';

export const USAGE = `Usage: node dist/server.js [options]

  --provider NAME         one provider; may be left out where there is only one
  --transport stdio|http  stdio (default) serves one provider, http all of them at /NAME/mcp
  --host HOST             http and sign-in: address to listen on (127.0.0.1)
  --port PORT             http: 3000; sign-in: the provider's port
  --local-auth            sign in to the provider's API, then end
  --user NAME             whose sign-in is made or used (local)
  --no-open               sign-in: only print the address
  --list-providers        print the providers, then end
  --help                  print this text
`;

/** The command line or the environment is wrong: the message is all a person needs. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export type Options = ReturnType<typeof readOptions>;

/** @throws UsageError for unknown options and values */
export function readOptions(args: string[]) {
  const { port, transport, ...options } = parsed(args);
  if (transport !== 'stdio' && transport !== 'http') {
    throw new UsageError(`--transport is stdio or http, not "${transport}".`);
  }
  return { ...options, transport, port: port === undefined ? undefined : portOf(port) };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        provider: { type: 'string' },
        transport: { type: 'string', default: 'stdio' },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string' },
        'local-auth': { type: 'boolean', default: false },
        user: { type: 'string', default: 'local' },
        'no-open': { type: 'boolean', default: false },
        'list-providers': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port is a number up to 65535, not "${text}".`);
}
