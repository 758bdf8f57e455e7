import { localPrincipal } from '../../../runtime/src/identity/principal.js';
import { untilUsable } from '../../interview/unusable-answer.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { relPath } from '../../model/path.js';
import type { Questions } from '../../model/questions.js';
import type { Description } from '../description.js';
import type { ProjectPaths } from '../imported-providers.js';
import type { SourceOptions } from '../options.js';
import { databaseProvider } from './provider.js';
import { askUser } from './questions.js';
import { catalogOf, sourceTarget, textWithLogin } from './target.js';

/** Describes a provider of a database: asks for the tables to serve, and for the users who may read them. */
export async function describeDatabase(
  context: CommandContext,
  commandLine: CommandLine<SourceOptions>,
  questions: Questions,
  typedSource: string,
): Promise<Description> {
  const source = await untilUsable(questions, async () => {
    const text = await textWithLogin(context, typedSource, async () => questions);
    await catalogOf(context, sourceTarget(text, context.host));
    return text;
  });
  const { env } = context.host;
  const importedProvider = await databaseProvider(
    context,
    source,
    commandLine,
    async () => questions,
    (column) => askUser(questions, column, env),
  );
  const { localUser } = importedProvider;
  const isUsual = localUser === localPrincipal().userId;
  const settings = { path: relPath('.env'), text: `MCP_LOCAL_USER="${localUser}"\n` };
  const provider = {
    ...importedProvider,
    files: (place: ProjectPaths) => [
      ...importedProvider.files(place),
      ...(isUsual ? [] : [settings]),
    ],
  };
  return { providers: [provider], imported: [provider], commandLine };
}
