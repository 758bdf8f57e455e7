import { isDeepStrictEqual } from 'node:util';
import type { CommandContext, GivenArguments, OrderedFlag } from '../../model/command.js';
import { isUrl } from '../../../runtime/src/provider/addresses.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { Questions } from '../../model/questions.js';
import type { AuthSpec } from '../../model/spec.js';
import { compare } from '../../remote/catalog.js';
import type { SignInFacts } from '../../remote/discovery.js';
import { checkProvider } from '../../spec/check.js';
import { defaultDescription, displayNameOf, type WrittenProvider } from '../../spec/defaults.js';
import { readFlags } from '../../spec/flags.js';
import { PROVIDER_FLAGS } from '../../spec/flags/table.js';
import { authWords, pairs } from '../../spec/to-flags.js';
import { describedTool, type ProviderDraft } from '../../spec/flags/draft.js';
import { askProvider, type Suggestions } from '../../spec/questions/provider.js';
import { catalog } from '../catalog.js';
import { firstSelection } from '../import/choose-tools.js';
import { descriptionOf, oauthOf, providerName } from '../import/server-texts.js';
import { usable } from '../interview/unusable-answer.js';
import type { Description } from './description.js';
import { discoveredBy } from './server-discovery.js';
import { nameOfHost } from './host-name.js';
import { withOptions } from './of-options.js';

/** The provider of a running MCP server, with those of its tools that are chosen. */
export async function serverProvider(
  context: CommandContext,
  given: GivenArguments,
  questions: Questions | undefined,
  stated: string,
): Promise<Description> {
  const { draft } = readFlags(given.ordered, catalog);
  const env = draft.auth?.style === 'program' ? [draft.auth.variables].flat().map(String) : [];
  const { server, offered, signIn, token } = await usable(questions, () =>
    discoveredBy(questions, context, stated, { env }),
  );
  const selection = await firstSelection(context, given, offered, questions);
  const { catalog: accepted } = compare({}, offered, selection);
  const auth = token === undefined ? authOf(signIn) : { style: 'bearer' };
  const host = isUrl(server) ? nameOfHost(server) : undefined;
  const suggested = {
    name: providerName(offered.server?.name ?? host ?? ''),
    displayName: offered.server?.title,
    description: descriptionOf(offered, server),
  };
  const known = {
    ...(auth && { auth }),
    ...draft,
    kind: 'mcp',
    server,
  };
  const written = questions
    ? await askProvider(questions, catalog, { stated: known, suggested, asksTools: false })
    : confirmed(known, suggested);
  const { spec, warnings } = checkProvider(written, catalog);
  const secrets =
    token === undefined ? [] : [{ provider: spec.name, auth: spec.auth, values: { token } }];
  const { include, exclude } = selection;
  const lists = {
    ...given.lists,
    ...(include.length > 0 && { include: [...include] }),
    ...(exclude.length > 0 && { exclude: [...exclude] }),
  };
  return {
    providers: [{ spec: { ...spec, origin: { kind: 'server', catalog: accepted } }, warnings }],
    given: {
      ...withOptions(given, answersIn(written, known, suggested)),
      lists,
      values: { ...given.values, from: server },
    },
    secrets,
  };
}

/** The sign-in that a server requires; undefined where it does not say which. */
export function authOf(signIn: SignInFacts | undefined): AuthSpec | undefined {
  if (!signIn) return { style: 'none' };
  return signIn.method === 'oauth' && signIn.issuer !== undefined ? oauthOf(signIn) : undefined;
}

/** The options that say what the server does not. */
function answersIn(
  written: WrittenProvider,
  known: ProviderDraft,
  suggested: Suggestions,
): OrderedFlag[] {
  const implied = confirmed({ ...known, auth: written.auth }, suggested);
  const texts = PROVIDER_FLAGS.flatMap(({ flag, key }): OrderedFlag[] => {
    const value = written[key];
    return value === undefined || value === implied[key] ? [] : [[flag, value]];
  });
  const isKnown = isDeepStrictEqual(written.auth, known.auth);
  return isKnown ? texts : [...texts, ...pairs(authWords(written.auth))];
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
