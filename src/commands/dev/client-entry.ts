import type { CommandContext } from '../../model/command.js';
import { run as config } from '../config/run.js';

/** The entry of a client for the URL of a provider, as `mcp-provider config` prints it. @throws CliError */
export async function clientEntry(
  context: CommandContext,
  root: string,
  { client, provider, url }: { client: string; provider: string; url: string },
): Promise<string> {
  const printed: string[] = [];
  const ui = {
    ...context.ui,
    interactive: false,
    result: (text: string) => void printed.push(text),
    note: (text: string) => void printed.push(text),
  };
  await config(
    { ...context, ui, host: { ...context.host, cwd: root } },
    {
      arguments: [client],
      values: { url },
      lists: { provider: [provider] },
      switches: {},
      ordered: [],
    },
  );
  return printed.join('\n');
}
