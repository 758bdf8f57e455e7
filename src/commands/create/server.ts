import type { CommandContext, GivenArguments } from '../../model/command.js';
import { asUrl } from '../../model/as-url.js';
import { incompleteList } from '../../model/errors/remote.js';
import type { Questions } from '../../model/questions.js';
import { catalogText, compare } from '../../remote/catalog.js';
import type { Discovery } from '../../remote/discovery.js';
import { discoverTarget } from '../../remote/discover-target.js';
import { checkProvider } from '../../spec/check.js';
import { askProvider } from '../../spec/questions/provider.js';
import { catalog } from '../catalog.js';
import { firstSentence, oauthOf, providerName } from '../import/server-texts.js';
import { usable } from '../interview/usable.js';
import type { Description } from './describe.js';

/** Asks for a running MCP server, and for those of its tools that the project serves. */
export async function askServer(
  context: CommandContext,
  given: GivenArguments,
  questions: Questions,
): Promise<Description> {
  const server = await questions.text({
    message: 'MCP server: its URL, or the command that starts it',
    correct: asUrl,
    check: (text) => (text === '' ? 'Enter a URL or a command.' : undefined),
  });
  const offered = await usable(() => discovered(context, server));
  const names = offered.tools.map(({ name }) => name);
  const include =
    names.length < 2
      ? names
      : await questions.chooseSeveral({
          message: 'Tools',
          choices: offered.tools.map(({ name, description = '' }) => ({
            value: name,
            label: name,
            hint: description,
          })),
          initial: names,
        });
  const { catalog: accepted } = compare({}, offered, {
    include: [],
    exclude: names.filter((name) => !include.includes(name)),
    rename: [],
  });
  const { signIn } = offered;
  const auth =
    signIn?.method === 'oauth' && signIn.issuer !== undefined ? oauthOf(signIn) : undefined;
  const written = await askProvider(questions, catalog, {
    stated: {
      kind: 'mcp',
      tools: [],
      ...{ server },
      ...(signIn === null ? { auth: { style: 'none' } } : auth && { auth }),
    },
    suggested: {
      name: providerName(offered.server?.name ?? ''),
      displayName: offered.server?.title,
      description: firstSentence(offered.server?.instructions),
    },
    asksTools: false,
  });
  return {
    providers: [checkProvider(written, catalog)],
    remote: { [written.name]: catalogText(accepted) },
    given,
  };
}

const known = new WeakMap<CommandContext, Map<string, Discovery>>();

/** Each server is asked once, however often the questions are. */
async function discovered(context: CommandContext, target: string): Promise<Discovery> {
  const servers = known.get(context) ?? new Map<string, Discovery>();
  known.set(context, servers);
  const offered =
    servers.get(target) ??
    (await discoverTarget(context, { arguments: [target], lists: {}, values: {}, switches: {} }));
  servers.set(target, offered);
  const [failure] = offered.failures;
  if (failure) throw incompleteList(failure.list, failure.message);
  return offered;
}
