import type { CommandContext, GivenArguments } from '../../model/command.js';
import { documentRequired } from '../../model/errors/remote.js';
import { run as addProvider } from '../add-provider/run.js';

/** A provider from an OpenAPI document: the same as `add-provider --from-openapi FILE`. */
export async function importOpenApi(context: CommandContext, given: GivenArguments) {
  const [document, ...others] = given.arguments;
  if (document === undefined || others.length > 0) throw documentRequired();
  const { name, ...values } = given.values;
  return addProvider(context, {
    ...given,
    arguments: name === undefined ? [] : [name],
    values: { ...values, fromOpenapi: document },
  });
}
