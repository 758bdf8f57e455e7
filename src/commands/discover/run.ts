import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { uselessOption } from '../../model/errors/remote.js';
import { discover, discoverTarget, parseSeconds } from '../../remote/discover.js';
import { definitionTokens, type Discovery } from '../../remote/discovery.js';
import { withinTime } from '../../remote/open-connection.js';
import { isDirectory, openSession } from '../../session/server-target.js';
import { discoveryText } from '../../sources/mcp/discovery-text.js';
import type { options } from './command.js';

/** Lists the tools, resources and prompts of an MCP server. */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1> {
  const { ui, flags } = context;
  const discovery = (await isDirectory(context, commandLine.arguments))
    ? await discoverProvider(context, commandLine)
    : await discoverTarget(context, commandLine.arguments, commandLine.options);
  if (flags.json) ui.result(JSON.stringify(discoveryJson(discovery), null, 2));
  else ui.result(discoveryText(discovery, ui.stdout));
  const { signIn, invalid, failures } = discovery;
  return signIn || invalid.length + failures.length > 0 ? 1 : 0;
}

/** Returns the discovery of a project's provider. */
async function discoverProvider(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<Discovery> {
  if (commandLine.options.signIn) throw uselessOption('--sign-in', 'a URL');
  const { target, label } = await openSession(context, commandLine.arguments, commandLine.options);
  const timeoutMs = parseSeconds(commandLine.options.timeout) * 1000;
  return withinTime(context, label, timeoutMs, (signal) => discover(target, timeoutMs, signal));
}

/** Returns the JSON document of the command, with the size of every tool. */
const discoveryJson = ({ tools, ...discovery }: Discovery) => ({
  ...discovery,
  tokens: tools.reduce((sum, tool) => sum + definitionTokens(tool), 0),
  tools: tools.map((tool) => ({ ...tool, tokens: definitionTokens(tool) })),
});
