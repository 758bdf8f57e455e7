import { call } from '../../codegen/print/code.js';
import { memberSource } from '../../codegen/print/statement.js';
import { str } from '../../codegen/print/text-literal.js';
import type { Bound, CodeSource } from '../../model/kind.js';
import type { McpResource, McpTool } from './spec.js';

const REMOTE = { '../api/client.js': ['remote'] } as const;

/** A call of the server's tool. */
export const toolCode = ({ remoteTool }: Bound<McpTool, 'remoteTool'>): CodeSource => ({
  imports: REMOTE,
  member: memberSource('run', {
    parameters: ['args', 'context'],
    returns: call('remote.call', [str(remoteTool), 'args', 'context']),
  }),
});

/** A read of the server's resource. */
export const resourceCode = ({ remoteUri }: Bound<McpResource, 'remoteUri'>): CodeSource => ({
  imports: REMOTE,
  member: memberSource('read', {
    parameters: ['_variables', 'context'],
    returns: call('remote.readResource', [str(remoteUri), 'context']),
  }),
});
