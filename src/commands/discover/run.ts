import type { CommandContext, GivenArguments } from '../../model/command.js';
import { found } from '../../remote/found.js';
import { discoveryJson } from './json.js';
import { discoveryText } from './text.js';

/** Lists what an MCP server offers. */
export async function run(context: CommandContext, given: GivenArguments): Promise<0 | 1> {
  const { ui, flags } = context;
  const discovery = await found(context, given);
  if (flags.json) ui.result(JSON.stringify(discoveryJson(discovery), null, 2));
  else ui.result(discoveryText(discovery, ui.stdout));
  const { signIn, invalidTools, failures } = discovery;
  return signIn || invalidTools.length + failures.length > 0 ? 1 : 0;
}
