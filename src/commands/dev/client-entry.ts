import { entryOptions } from '../../client-config/entry-options.js';
import { printEntry } from '../../client-config/print.js';
import { requestFor } from '../../client-config/request.js';
import type { CommandContext } from '../../model/command.js';

/** Returns the client entry for the URL of a provider, as `mcp-provider config` prints it. @throws CliError */
export async function clientEntry(
  context: CommandContext,
  root: string,
  { client, provider, url }: { client: string; provider: string; url: string },
): Promise<string> {
  const printedTexts: string[] = [];
  const printText = (text: string) => void printedTexts.push(text);
  const ui = {
    ...context.ui,
    interactive: false,
    result: printText,
    data: printText,
    note: printText,
  };
  const projectContext = { ...context, ui, host: { ...context.host, cwd: root } };
  const options = entryOptions({ client, providers: [provider], url: new URL(url) });
  await printEntry(projectContext, await requestFor(projectContext, client, options), options);
  return printedTexts.join('\n');
}
