import type { CommandContext, GivenArguments } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { Questions } from '../../model/questions.js';
import { catalogText, compare } from '../../remote/catalog.js';
import { checkProvider } from '../../spec/check.js';
import { defaultDescription, displayNameOf, type WrittenProvider } from '../../spec/defaults.js';
import { readFlags } from '../../spec/flags.js';
import { describedTool, type ProviderDraft } from '../../spec/flags/draft.js';
import { askProvider, type Suggestions } from '../../spec/questions/provider.js';
import { catalog } from '../catalog.js';
import { firstSentence, oauthOf, providerName } from '../import/server-texts.js';
import { usable } from '../interview/usable.js';
import type { Description } from './description.js';
import { discoveredAt } from './discovered.js';

/** The provider of a running MCP server, with those of its tools that are chosen; all where nothing can be asked. */
export async function serverProvider(
  context: CommandContext,
  given: GivenArguments,
  questions: Questions | undefined,
  server: string,
): Promise<Description> {
  const offered = await usable(() => discoveredAt(context, server));
  const names = offered.tools.map(({ name }) => name);
  const include =
    !questions || names.length < 2
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
  const suggested = {
    name: providerName(offered.server?.name ?? ''),
    displayName: offered.server?.title,
    description: firstSentence(offered.server?.instructions),
  };
  const { draft } = readFlags(given.ordered, catalog);
  const stated = {
    ...(signIn === null ? { auth: { style: 'none' } } : auth && { auth }),
    ...draft,
    kind: 'mcp',
    ...{ server },
  };
  const written = questions
    ? await askProvider(questions, catalog, { stated, suggested, asksTools: false })
    : confirmed(stated, suggested);
  return {
    providers: [checkProvider(written, catalog)],
    remote: { [written.name]: catalogText(accepted) },
    given,
  };
}

/** With what a person would only confirm. @throws CliError `spec/answer-missing` where the server does not state a sign-in */
function confirmed(stated: ProviderDraft, suggested: Suggestions): WrittenProvider {
  const { name = suggested.name ?? '', auth, tools } = stated;
  if (auth?.style === undefined) throw answersMissing(['--auth'], true);
  const { displayName = displayNameOf(name) } = suggested;
  const description = suggested.description ?? defaultDescription(displayName);
  return {
    description,
    displayName,
    ...stated,
    name,
    auth: { ...auth, style: auth.style },
    tools: tools.map(describedTool),
  };
}
