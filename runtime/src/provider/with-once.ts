import type { Tool } from '../call/define/definitions.js';
import { knownProjectOf } from '../project/project.js';
import { durationMs } from '../utils/duration.js';
import { StartError } from '../utils/start-error.js';

/**
 * Makes the changes of a tool with `once` only once; other tools stay as they are.
 * @param hasApi tells whether requests to an API make the changes; otherwise any code may
 * @throws StartError for a tool that cannot have `once`
 */
export function callOnceTool(provider: string, tool: Tool, hasApi: () => boolean): Tool {
  const { name, once, annotations } = tool;
  if (once === undefined) return tool;
  const repeatMs = durationMs(once);
  if (!(repeatMs > 0))
    throw new StartError(
      `Provider "${provider}", tool "${name}": "once" must be a time such as "10m".`,
    );
  if (annotations?.readOnlyHint === true)
    throw new StartError(
      `Provider "${provider}", tool "${name}": "once" is for tools that change something, and this one has "readOnlyHint".`,
    );
  return {
    ...tool,
    async call(args, context) {
      if (knownProjectOf(provider)?.isTested) return tool.call(args, context);
      const { callOnce } = await import('../once/once.js');
      const by = hasApi() ? 'request' : 'code';
      return callOnce({ provider, tool, repeatMs, by }, args, context);
    },
  };
}
