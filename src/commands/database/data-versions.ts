import type { Dialect, Scope, Table } from '../../database/model.js';
import { schemaResource } from '../../database/import.js';
import { testData } from '../../database/test-data.js';
import type { ProviderModel } from '../../model/project.js';
import { renderParts } from '../../render/part.js';
import { kindNameOf } from '../grow/home.js';
import type { OpenProject } from '../grow/project.js';
import type { Versions } from '../import/changed-tool.js';

interface Version {
  tables: readonly Table[];
  scope: Scope;
}

/** The tables of the tests; none where the file was deleted. */
export async function testDataVersions(
  { read }: OpenProject,
  provider: string,
  dialect: Dialect,
  ...[was, now]: readonly [Version, Version]
): Promise<Versions[]> {
  const path = `tests/${provider}.sql`;
  if ((await read(path)) === null) return [];
  const [before, after] = [was, now].map(
    ({ tables, scope }) => `${testData(tables, dialect, scope)}\n`,
  );
  return [{ path, of: () => [before ?? '', after ?? ''] }];
}

/** The resource with the schema; none where it was deleted. */
export async function schemaVersions(
  project: OpenProject,
  provider: ProviderModel,
  ...[was, now]: readonly [readonly Table[], readonly Table[]]
): Promise<Versions[]> {
  const [before = [], after = []] = [was, now].map((tables) =>
    renderParts(
      { name: provider.name, kind: kindNameOf(provider) },
      { tools: [], resources: [schemaResource(provider.name, tables)], prompts: [] },
    ).flatMap(({ files }) => files.map(project.adapt)),
  );
  const versions: Versions[] = [];
  for (const [index, { path, text }] of before.entries())
    if ((await project.read(path)) !== null)
      versions.push({ path, of: () => [text, after[index]?.text ?? text] });
  return versions;
}
