import { isDeepStrictEqual } from 'node:util';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { counted } from '../../model/counted.js';
import { MOST_TOOLS } from '../../../runtime/src/provider/client-limits.js';
import { kindNamed, stylesOf } from '../../model/catalog.js';
import type { Questions } from '../../model/questions.js';
import { listed, tokensOf } from '../../openapi/import.js';
import { patternsOf } from '../../openapi/patterns.js';
import { tagOf, tagsOf } from '../../openapi/select.js';
import { checkProvider } from '../../spec/check.js';
import { askStatedAuth } from '../../spec/questions/auth.js';
import { askProvider } from '../../spec/questions/provider.js';
import { pairs, toFlags } from '../../spec/to-flags.js';
import { catalog } from '../catalog.js';
import { usable } from '../interview/usable.js';
import { askServer } from './asked-server.js';
import { obj, text } from '../../openapi/model.js';
import { withoutForeign } from './foreign.js';
import type { OpenApiImport } from './import.js';
import { ofDocument, operationSource } from './provider.js';
import { importOpenApi, readOperations, sound } from './import.js';

/** Asks for operations of an OpenAPI document, and for what it does not state. */
export async function askDocument(
  context: Pick<CommandContext, 'host' | 'ui'>,
  given: GivenArguments,
  questions: Questions,
  fromOpenapi: string,
) {
  const words = { ...given, lists: { ...given.lists, fromOpenapi: [fromOpenapi] } };
  const include = await usable(() => askOperations(context, fromOpenapi, words, questions));
  const chosen = { ...words, lists: { ...words.lists, ...(include && { include }) } };
  const imported = await usable(() => importOpenApi(context, fromOpenapi, chosen));
  return asked(imported, chosen, questions);
}

/** Patterns for `--include`; undefined: all operations. */
async function askOperations(
  context: Pick<CommandContext, 'host' | 'ui'>,
  file: string,
  given: GivenArguments,
  questions: Questions,
): Promise<string[] | undefined> {
  const { all } = await readOperations(context, file, given, {});
  const { chosen: tools } = sound(all.tools, given);
  if (tools.length < 2) return undefined;
  const tokens = new Map(tools.map((tool) => [tool.name, tokensOf(listed(tool))]));
  const byTag = tagsOf(tools).flatMap(({ name: group }) =>
    tools.filter((tool) => tagOf(tool) === group).map((tool) => ({ ...tool, group })),
  );
  const isMany = tools.length > MOST_TOOLS;
  const values = await questions.chooseSeveral({
    message: 'Tools',
    choices: byTag.map(({ name, key, description, group }) => ({
      value: name,
      label: `${name}  ${key}`,
      hint: description,
      ...(isMany && { group }),
    })),
    initial: isMany ? [] : tools.map(({ name }) => name),
    status: (names) => {
      const sum = names.reduce((total, name) => total + (tokens.get(name) ?? 0), 0);
      return `${names.length} of ${counted(tools.length, 'tool')}, about ${sum.toLocaleString('en')} tokens in tools/list`;
    },
    check: manyConfirmed(),
  });
  const selected = tools.filter(({ name }) => values.includes(name));
  const isAll = selected.length === all.tools.length && !isMany;
  return isAll ? undefined : patternsOf(selected, all.tools);
}

/** Many tools are accepted the second time. */
function manyConfirmed(): (values: readonly string[]) => string | undefined {
  let warned = '';
  return (values) => {
    if (values.length === 0) return 'Select at least one.';
    const answer = values.join();
    if (values.length <= MOST_TOOLS || answer === warned) return undefined;
    warned = answer;
    return `More than ${MOST_TOOLS} tools overload most models and clients. Press Enter again to import ${values.length}.`;
  };
}

async function asked(document: OpenApiImport, given: GivenArguments, questions: Questions) {
  const { provider } = document;
  const { auth, ...texts } = provider;
  const baseUrl = await askServer(questions, document.all.servers);
  const suggested = { ...texts, ...(baseUrl !== undefined && { baseUrl }) };
  const styles = stylesOf(kindNamed('api', catalog.kinds), catalog.styles);
  const style = text(auth?.style);
  const signIn = style && (await askStatedAuth(questions, styles, { ...auth, style }));
  const written = await askProvider(questions, catalog, {
    stated: { tools: [], ...(signIn && { auth: signIn }), kind: 'api' },
    suggested: { ...suggested },
    asksTools: false,
  });
  const imported = withoutForeign(document, text(obj(written).baseUrl));
  const tools = imported.tools.map(({ tool }) => tool);
  const checked = checkProvider({ ...written, tools }, catalog, operationSource(imported));
  const flags = toFlags({ ...checked.spec, tools: [], resources: [], prompts: [] }, catalog) ?? [];
  const isUnchanged = Object.entries(provider).every(([key, value]) =>
    isDeepStrictEqual(value, { ...checked.spec }[key as 'name']),
  );
  const described = ofDocument(checked, imported);
  return {
    providers: [described],
    imported: [described],
    given: { ...given, ordered: isUnchanged ? [] : pairs(flags) },
  };
}
