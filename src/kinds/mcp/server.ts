import { isAddress, isUrl } from '../../../runtime/src/provider/addresses.js';
import type { KindSetting } from '../../model/kind.js';
import { serverOption } from './options.js';
import { secretInServer } from './secret-in-server.js';

export const server: KindSetting = {
  key: 'server',
  name: 'server',
  schema: {
    type: 'string',
    minLength: 1,
    description:
      'URL of the MCP server (https, or http on a loopback address), or the command that starts it.',
    examples: ['https://mcp.acme.dev/mcp', 'npx -y @acme/mcp-server@1.2.3'],
  },
  option: serverOption,
  question: 'MCP server: its URL, or the command that starts it',
  check(text) {
    const secret = secretInServer(text);
    if (secret !== undefined)
      return `must not contain the secret "${secret}"; use a header or an environment variable`;
    if (isAddress(text, 'server')) return undefined;
    return isUrl(text) ? 'must be https (http only for loopback addresses)' : 'must not be empty';
  },
};
