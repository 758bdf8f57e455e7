import { call, entry, jsonCode, object } from '../../codegen/print/code.js';
import { printCode } from '../../codegen/print/layout.js';
import { memberSource } from '../../codegen/print/statement.js';
import { str } from '../../codegen/print/text-literal.js';
import type { CodeSource, WithBinding } from '../../model/kind.js';
import type { McpResource, McpSpec, McpTool } from './spec.js';

const REMOTE = { '../api/client.js': ['remote'] } as const;

/** Returns the code of a tool that calls a tool of the server. */
export const toolCode = ({ remoteTool }: WithBinding<McpTool, 'remoteTool'>): CodeSource => ({
  imports: REMOTE,
  member: memberSource('run', {
    parameters: ['args', 'context'],
    returns: call('remote.call', [str(remoteTool), 'args', 'context']),
  }),
});

/** Returns the code of a resource that reads a resource of the server. */
export const resourceCode = ({ remoteUri }: WithBinding<McpResource, 'remoteUri'>): CodeSource => ({
  imports: REMOTE,
  member: memberSource('read', {
    parameters: ['_variables', 'context'],
    returns: call('remote.readResource', [str(remoteUri), 'context']),
  }),
});

/** Returns the statement that connects to the server. */
export function remoteSource({ name, environment = {} }: McpSpec): string {
  const start = 'export const remote = ';
  const options =
    Object.keys(environment).length > 0
      ? [object([entry('environment', jsonCode(environment))])]
      : [];
  const value = call('remoteServer', [str(name), 'auth', ...options]);
  return `${start}${printCode(value, start)};`;
}
