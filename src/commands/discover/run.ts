import type { CommandContext, Given } from '../../model/command.js';
import { uselessOption } from '../../model/errors/remote.js';
import { discover, discoverTarget, secondsOf } from '../../remote/discover.js';
import { type Discovery, tokensOf } from '../../remote/discovery.js';
import { withinTime } from '../../remote/open.js';
import { isDirectory, sessionOf } from '../../session/server-target.js';
import { discoveryText } from '../../sources/mcp/discovery-text.js';
import type { options } from './command.js';

/** Lists what an MCP server offers. */
export async function run(context: CommandContext, given: Given<typeof options>): Promise<0 | 1> {
  const { ui, flags } = context;
  const discovery = (await isDirectory(context, given.arguments))
    ? await offered(context, given)
    : await discoverTarget(context, given.arguments, given.options);
  if (flags.json) ui.result(JSON.stringify(discoveryJson(discovery), null, 2));
  else ui.result(discoveryText(discovery, ui.stdout));
  const { signIn, invalid, failures } = discovery;
  return signIn || invalid.length + failures.length > 0 ? 1 : 0;
}

/** What a provider of a project offers. */
async function offered(context: CommandContext, given: Given<typeof options>): Promise<Discovery> {
  if (given.options.signIn) throw uselessOption('--sign-in', 'a URL');
  const { target, label } = await sessionOf(context, given.arguments, given.options);
  const timeoutMs = secondsOf(given.options.timeout) * 1000;
  return withinTime(context, label, timeoutMs, (signal) => discover(target, timeoutMs, signal));
}

/** The JSON document of the command; every tool with its size. */
const discoveryJson = ({ tools, ...discovery }: Discovery) => ({
  ...discovery,
  tokens: tools.reduce((sum, tool) => sum + tokensOf(tool), 0),
  tools: tools.map((tool) => ({ ...tool, tokens: tokensOf(tool) })),
});
