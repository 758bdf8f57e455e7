import type { CallContext } from '../call/call-context.js';
import type { Unchecked } from '../call/define/definitions.js';

type ReadResourceText = (
  variables: Readonly<Record<string, string>>,
  context: CallContext,
) => Promise<string>;

/**
 * Reads a resource: the row of a statement as JSON.
 * @example read: asJson(database.one('select name from parts where id = :id and owner = :principal.user_id'))
 */
export const asJson =
  (
    run: (args: Readonly<Record<string, string>>, context: CallContext) => Promise<Unchecked>,
  ): ReadResourceText =>
  async (variables, context) =>
    JSON.stringify(await run(variables, context));
