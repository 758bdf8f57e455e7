import type { Client, ElicitRequestParams, ElicitResult } from '@modelcontextprotocol/client';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { Json } from '../../model/json.js';
import { fieldsOf } from './field.js';
import { fillIn } from './form.js';

/** Shows the questions of a server (MCP, "Elicitation") in the terminal, one at a time. */
export function showElicitations(client: Client, label: string, context: CommandContext): void {
  let last: Promise<unknown> = Promise.resolve();
  client.setRequestHandler('elicitation/create', ({ params }, { mcpReq }) => {
    const signal = AbortSignal.any([context.signal, mcpReq.signal]);
    const next = last.then(() => elicited(params, label, { ...context, signal }));
    last = next.catch(() => undefined);
    return next;
  });
}

async function elicited(
  params: ElicitRequestParams,
  label: string,
  { ui, signal }: CommandContext,
): Promise<ElicitResult> {
  try {
    const questions = await ui.ask(signal);
    questions.note(params.message, `Question from ${label}`);
    if (params.mode === 'url') {
      ui.note(params.url);
      const isDone = await questions.confirm('Open this URL in a browser. Continue?', true);
      return { action: isDone ? 'accept' : 'decline' };
    }
    if (!(await questions.confirm('Respond?', true))) return { action: 'decline' };
    const content = await fillIn(fieldsOf(params.requestedSchema as Json), questions);
    return { action: 'accept', content: content as NonNullable<ElicitResult['content']> }; // values of flat fields
  } catch (error) {
    if (error instanceof CliError && !signal.aborted) return { action: 'cancel' };
    throw error;
  }
}
