import { addClientEntry } from '../../edit/client-entry.js';
import { addConfigEntry } from '../../edit/config-entry.js';
import { addEnvironment } from '../../edit/env-lines.js';
import { addJsonMembers } from '../../edit/json.js';
import { addProviderEntry } from '../../edit/provider-entry.js';
import { addSection } from '../../edit/readme.js';
import type { NamedModule } from '../../edit/specifier.js';
import { screamingCase } from '../../model/names.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import type { ProviderSpec } from '../../model/spec.js';
import type { ProviderGrowth } from '../../render/growth.js';
import { printers } from '../../render/printers.js';
import { jsonWithin } from '../../render/json.js';
import { displayName, leftOut } from './documents.js';
import type { Insertion } from './insertions.js';
import { definitionsOf, namesOf } from './definitions.js';
import type { GrowingProject } from './project.js';

/** Has the server load the provider, and says where its API is. */
export function providerInsertions(
  { model }: GrowingProject,
  { name }: ProviderSpec,
  { config }: ProviderGrowth,
): Insertion[] {
  const { file, known } = loaderOf(model.providers);
  const entry = { name, path: `src/providers/${name}/index` };
  return [
    {
      path: file,
      where: 'beside the other providers',
      lines: `${name}: () => import('./${name}/index.js'),`,
      edit: (text) => addProviderEntry(text, entry, { file, known }),
    },
    {
      path: 'provider-config.yaml',
      where: 'below the last provider',
      lines: [`  ${name}:`, ...config.split('\n').map((line) => `    ${line}`)].join('\n'),
      edit: (text) => addConfigEntry(text, name, config),
    },
  ];
}

/** The file that imports the most providers, and how it names them. */
function loaderOf(providers: readonly ProviderModel[]): { file: string; known: NamedModule[] } {
  const entries = new Set(providers.flatMap((provider) => provider.file('index') ?? []));
  const [first] = providers;
  const files: SourceFile[] = first ? [...first.project.files.values()] : [];
  const loaders = files
    .filter(({ test }) => !test)
    .map((file) => ({ file: file.logicalPath, known: namedIn(file, entries, providers) }))
    .toSorted((one, other) => other.known.length - one.known.length);
  const [most] = loaders;
  return most && most.known.length > 0 ? most : { file: 'src/providers/index.ts', known: [] };
}

function namedIn(
  file: SourceFile,
  entries: ReadonlySet<SourceFile>,
  [provider]: readonly ProviderModel[],
): NamedModule[] {
  const imports = provider?.project.modules.imports(file) ?? [];
  return imports.flatMap(({ fact: { specifier }, to: [target] }) =>
    specifier !== null && target?.is === 'file' && entries.has(target.file)
      ? [{ specifier, path: target.file.logicalPath.replace(/\.[cm]?[jt]sx?$/, '') }]
      : [],
  );
}

/** What tells people about the provider; files that are not there, or are their own by now, are left alone. */
export async function providerDocuments(
  project: GrowingProject,
  spec: ProviderSpec,
  growth: ProviderGrowth,
): Promise<{ insertions: Insertion[]; notes: string[] }> {
  const notes: string[] = [];
  const insertions: Insertion[] = [];
  const environment = await project.read('.env.example');
  if (environment === null) notes.push('.env.example is not there: no variables were added.');
  else insertions.push(...environmentInsertions(project, growth));
  const readme = readmeInsertions(project, spec, growth);
  const text = await project.read('README.md');
  for (const insertion of readme) {
    if (text !== null && insertion.edit(text) !== undefined) insertions.push(insertion);
    else {
      const says = `README.md has no place for ${insertion.where}: it was not added.`;
      notes.push(leftOut(says, text === null ? '' : insertion.lines));
    }
  }
  return { insertions, notes };
}

function environmentInsertions(
  { model }: GrowingProject,
  { environment, shared }: ProviderGrowth,
): Insertion[] {
  const prefixes = model.providers.map(({ name }) => `${screamingCase(name)}_`);
  const insertion = (lines: string, below: readonly string[]): Insertion => ({
    path: '.env.example',
    where: 'anywhere',
    lines,
    edit: (text) => addEnvironment(text, lines, below),
  });
  return [insertion(environment, prefixes), ...shared.map((lines) => insertion(lines, []))];
}

function readmeInsertions(
  project: GrowingProject,
  { name, displayName: title }: ProviderSpec,
  { readme, sharedReadme, clientEntry }: ProviderGrowth,
): Insertion[] {
  const others = project.model.providers.filter((provider) => provider.name !== name);
  const subjects = others.map((provider) => ({
    title: printers.md(displayName(project, provider)),
    tools: namesOf(definitionsOf(provider).tools),
  }));
  const names = others.map((provider) => provider.name);
  const ours = { title: printers.md(title), tools: [] };
  const shared: Insertion = {
    path: 'README.md',
    where: 'what providers share',
    lines: sharedReadme,
    edit: (text) => addSection(text, sharedReadme, [...subjects, ours]),
  };
  return [
    {
      path: 'README.md',
      where: `the section "${title}"`,
      lines: readme,
      edit: (text) => addSection(text, readme, subjects),
    },
    ...(sharedReadme === '' ? [] : [shared]),
    {
      path: 'README.md',
      where: `the client's entry of "${name}"`,
      lines: `"${name}": ${clientEntry}`,
      edit: (text) => addClientEntry(text, name, clientEntry, names),
    },
  ];
}

/** Of a provider in the record, as it is generated. */
const PROVIDER_MARGIN = ' '.repeat(4);

/** The provider's spec, in `.mcp-provider.json`, where that has providers. */
export function providerRecord({ model }: GrowingProject, spec: ProviderSpec): Insertion[] {
  const { state } = model.documents;
  // What cannot be read is refused where it is edited.
  if (!state || (state.get('providers')?.is !== 'map' && state.problems.length === 0)) return [];
  const text = jsonWithin(spec, PROVIDER_MARGIN);
  return [
    {
      path: '.mcp-provider.json',
      where: 'in "providers"',
      lines: `"${spec.name}": ${text}`,
      edit: (current) => addJsonMembers(current, ['providers'], { [spec.name]: text }),
    },
  ];
}
