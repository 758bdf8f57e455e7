import type { CommandContext, GivenArguments } from '../../model/command.js';
import { found } from '../../remote/found.js';
import { discoveryText } from './text.js';
import { type Discovery, tokensOf } from '../../remote/discovery.js';

/** Lists what an MCP server offers. */
export async function run(context: CommandContext, given: GivenArguments): Promise<0 | 1> {
  const { ui, flags } = context;
  const discovery = await found(context, given);
  if (flags.json) ui.result(JSON.stringify(discoveryJson(discovery), null, 2));
  else ui.result(discoveryText(discovery, ui.stdout));
  const { signIn, invalidTools, failures } = discovery;
  return signIn || invalidTools.length + failures.length > 0 ? 1 : 0;
}

/** The JSON document of the command; every tool with its size. */
const discoveryJson = ({ tools, ...discovery }: Discovery) => ({
  ...discovery,
  tokens: tools.reduce((sum, tool) => sum + tokensOf(tool), 0),
  tools: tools.map((tool) => ({ ...tool, tokens: tokensOf(tool) })),
});
