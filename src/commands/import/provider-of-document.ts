import { resolve } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { anotherApi, sameTitle } from '../../model/errors/openapi.js';
import { readText } from '../../openapi/document/read.js';
import { obj } from '../../openapi/model.js';
import { providerName } from '../../openapi/names.js';
import { movedOperations } from '../../openapi/update/reconcile.js';
import type { OpenProject } from '../grow/project.js';
import { operationsIn } from '../openapi/lock-files.js';
import { told } from '../openapi/document.js';
import { isCopy } from '../openapi/document-home.js';
import { readOperations, type DocumentOperations } from '../openapi/import.js';
import type { AcceptedProvider } from '../openapi/update.js';

/**
 * The provider that was made from a document: by `--name`, by its path, by its copy in the project, or by its title and its
 * operations.
 * @throws CliError `openapi/same-title`, `openapi/another-api`
 */
export async function providerOfDocument(
  context: CommandContext,
  { root, read }: OpenProject,
  accepted: readonly AcceptedProvider[],
  file: string,
  given: GivenArguments,
): Promise<AcceptedProvider | undefined> {
  const named = (wanted: string) => accepted.find(({ provider }) => provider.name === wanted);
  const { name } = given.values;
  if (name !== undefined || accepted.length === 0)
    return name === undefined ? undefined : named(name);
  const path = resolve(context.host.cwd, file);
  const [same, another] = accepted.filter(
    ({ overlay: { document } }) => document !== undefined && resolve(root, document) === path,
  );
  if (same && !another) return same;
  const document = await readOperations(context, file, given, {});
  const copies: { one: AcceptedProvider; text: string }[] = [];
  for (const one of accepted) {
    const { document: home = '' } = one.overlay;
    const text = isCopy(home, one.provider.name) ? await read(home) : null;
    if (text !== null) copies.push({ one, text });
  }
  const { copy } = document;
  const [exact, copied] = copies.filter(({ text }) => 'text' in copy && text === copy.text);
  if (exact && !copied) return exact.one;
  const { title } = document.all;
  const isTitled = ({ one: { overlay }, text }: (typeof copies)[number]) =>
    obj(told(overlay.document ?? '', () => readText(text)).info).title === title;
  const usual = named(providerName(title));
  // A provider can have a name of its own.
  const titled = new Set([
    ...(usual ? [usual] : []),
    ...copies.filter(isTitled).map(({ one }) => one),
  ]);
  const described = [...titled].filter((one) => describes(document, one));
  if (described.length > 1)
    throw sameTitle(
      file,
      title,
      described.map(({ provider }) => provider.name),
    );
  if (usual && described.length === 0) throw anotherApi(file, usual.provider.name);
  return described[0];
}

/**
 * Whether a document has at least half of the operations that are tools: several APIs can have one title and one server, and
 * paths such as `/health`.
 */
function describes(document: DocumentOperations, { lock }: AcceptedProvider): boolean {
  const operations = operationsIn(document);
  const present = new Set(operations.map(({ key }) => key));
  const tools = Object.keys(lock.tools);
  const kept = tools.filter((key) => present.has(key)).length;
  return (kept + movedOperations(lock, operations).length) * 2 >= tools.length;
}
