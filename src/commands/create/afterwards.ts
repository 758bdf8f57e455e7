import type { CommandContext, GivenArguments } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { serverFailed } from '../../model/errors/create.js';
import type { Questions } from '../../model/questions.js';
import type { FirstCall } from '../import/providers.js';

/** Shown first: the others are searched. */
const FIRST = ['claude-code', 'claude-desktop', 'cursor', 'vscode'];

const LATER = 'later';

/** Calls a tool of the project in `root`, as `call` does, and tells what it returned. The project stays, whatever becomes of it. */
export async function makeFirstCall(
  context: CommandContext,
  root: string,
  { tool, args, says }: FirstCall,
): Promise<void> {
  const { ui, signal } = context;
  const [{ sessionOf }, { withClient }] = await Promise.all([
    import('../session/target.js'),
    import('../session/with-client.js'),
  ]);
  const there = { ...context, host: { ...context.host, cwd: root } };
  try {
    const session = await sessionOf(there, [], NOTHING);
    const { isError, structuredContent, content } = await ui.waiting(`Calling ${tool}`, () =>
      withClient(there, session, { timeout: undefined, asks: false }, ({ client, callMs }) =>
        client.callTool({ name: tool, arguments: { ...args } }, { signal, timeout: callMs }),
      ),
    );
    const values = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    const call = `${tool}(${values.join(', ')})`;
    const failure = content.flatMap((one) => (one.type === 'text' ? [one.text] : [])).join(' ');
    if (isError) ui.warn(`${call} failed: ${failure}`);
    else ui.success(`${call} ${says(structuredContent)}`);
  } catch (error) {
    if (!(error instanceof CliError) || error.exit === 130) throw error;
    ui.warn(`${error.message} ${error.hint}`);
  }
}

/** Offers to add the project in `root` to the configuration of an MCP client, as `config --write` does. */
export async function offerClient(
  context: CommandContext,
  questions: Questions,
  root: string,
  chosen: readonly string[],
): Promise<void> {
  const [{ asking }, { readOptions }, { requestFor, rows }, { write }] = await Promise.all([
    import('../config/ask.js'),
    import('../config/options.js'),
    import('../config/request.js'),
    import('../config/write.js'),
  ]);
  const ids = new Set([...chosen, ...FIRST, ...Object.keys(rows)]);
  const choices = [...ids].flatMap((value) => {
    const row = rows[value];
    return row && !('code' in row) ? [{ value, label: row.label }] : [];
  });
  try {
    const client = await questions.choose({
      message: 'Add the server to an MCP client?',
      choices: [{ value: LATER, label: 'Not now' }, ...choices],
    });
    if (client === LATER) return;
    const there = { ...context, host: { ...context.host, cwd: root } };
    const options = readOptions({ ...NOTHING, arguments: [client], switches: { write: true } });
    const request = await requestFor(there, client, options);
    await write(there, request, options, asking(there, options, questions));
  } catch (error) {
    // The project is there, whatever becomes of its entry.
    if (!(error instanceof CliError)) throw error;
    if (error.exit !== 130) context.ui.warn(`${error.message} ${error.hint}`);
  }
}

const NOTHING: GivenArguments = { arguments: [], values: {}, lists: {}, switches: {}, ordered: [] };

/**
 * Runs the server until it ends. The terminal sends Ctrl-C to the server itself, which may end later.
 * @param again the command that starts it again
 * @throws CliError `create/server-failed`
 */
export async function startServer(
  { host, signal, stoppable }: CommandContext,
  root: string,
  again: string,
): Promise<0 | 130> {
  const command = [host.node ?? 'node', 'dist/server.js', '--transport', 'http'] as const;
  return stoppable(async (stop) => {
    const { exitCode } = await host.exec(command, { cwd: root, signal, inTerminal: true });
    if (exitCode === 0) return 0;
    if (stop.aborted || exitCode === 130) return 130;
    throw serverFailed(exitCode, again);
  });
}
