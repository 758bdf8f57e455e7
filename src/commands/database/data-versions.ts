import type { Dialect, Scope, Table } from '../../database/model.js';
import { schemaResource } from '../../database/import.js';
import { testBlocks } from '../../database/test-data.js';
import type { Provider } from '../../model/project.js';
import { renderParts } from '../../render/part.js';
import { partsHome } from '../grow/home.js';
import type { OpenProject } from '../grow/project.js';
import type { Versions } from '../import/merge-versions.js';

interface Version {
  tables: readonly Table[];
  scope: Scope;
}

/** Both versions of the test data, and of the resource with the schema. */
export async function dataVersions(
  project: OpenProject,
  provider: Provider,
  dialect: Dialect,
  was: Version,
  now: Version,
): Promise<Versions[]> {
  return [
    ...(await testDataVersions(project, provider, dialect, was, now)),
    ...(await schemaVersions(project, provider, was.tables, now.tables)),
  ];
}

/** The tables of the tests, a paragraph each; none where the file was deleted. */
async function testDataVersions(
  { read }: OpenProject,
  { name }: Provider,
  dialect: Dialect,
  ...[was, now]: readonly [Version, Version]
): Promise<Versions[]> {
  const path = `tests/${name}.sql`;
  if ((await read(path)) === null) return [];
  const before = testBlocks(was.tables, dialect, was.scope);
  const after = testBlocks(now.tables, dialect, now.scope);
  return [...new Set([...before.keys(), ...after.keys()])].map((table) => ({
    key: path,
    path,
    of: (text) => blockVersions(text.replaceAll('\r\n', '\n'), before.get(table), after.get(table)),
  }));
}

/** A paragraph that was deleted stays deleted. */
function blockVersions(text: string, was: string | undefined, now: string | undefined) {
  const mine = paragraphOf(text, now ?? was ?? '');
  if (mine === undefined)
    return was === undefined ? ([text, `${text.trimEnd()}\n\n${now}\n`] as const) : undefined;
  if (was === undefined) return undefined;
  const using = (block: string) => text.replace(mine, () => block);
  return [using(was), now === undefined ? text.replace(`\n${mine}\n`, '') : using(now)] as const;
}

/** The paragraph that creates the same table; the first one for the block without a table. */
function paragraphOf(text: string, block: string): string | undefined {
  const paragraphs = text.trimEnd().split('\n\n');
  const create = /^create table .*$/m.exec(block)?.[0];
  return create === undefined
    ? paragraphs[0]
    : paragraphs.find((each) => each.split('\n').includes(create));
}

/** The resource with the schema; none where it was deleted. */
async function schemaVersions(
  project: OpenProject,
  provider: Provider,
  ...[was, now]: readonly [readonly Table[], readonly Table[]]
): Promise<Versions[]> {
  const [before = [], after = []] = [was, now].map((tables) =>
    renderParts(partsHome(provider), {
      tools: [],
      resources: [schemaResource(provider.name, tables)],
      prompts: [],
    }).flatMap(({ files }) => files.map(project.adapt)),
  );
  const versions: Versions[] = [];
  for (const [index, { path, text }] of before.entries())
    if ((await project.read(path)) !== null)
      versions.push({
        key: path,
        path,
        isWhole: true,
        of: () => [text, after[index]?.text ?? text],
      });
  return versions;
}
