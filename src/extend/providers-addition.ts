import { addPatterns } from '../edit/append.js';
import { addEnvironment } from '../edit/env-lines.js';
import { indentLines } from '../edit/lines.js';
import { addConfigEntry } from '../edit/provider-config.js';
import { addProviderRow, addSection } from '../edit/readme.js';
import { addProperty, objectIn, parseTypeScript } from '../edit/typescript.js';
import { kindOf } from '../kinds/kind-of.js';
import type { DataNode } from '../model/document.js';
import { nameTaken } from '../model/errors/extend.js';
import { screamingCase } from '../model/names.js';
import type { Project } from '../model/project.js';
import { FIRST_PORT, signInPort } from '../model/sign-in-port.js';
import type { ProviderSpec } from '../model/spec.js';
import { isLoaded } from '../project/is-loaded.js';
import { PROVIDERS } from '../project/provider-parts.js';
import { providerLoader, providerTable } from '../render/context/project.js';
import { printers } from '../render/printers.js';
import { type RenderedProvider, renderProvider } from '../render/provider.js';
import { providerAnswers } from '../render/record.js';
import { collisions } from '../spec/check/collisions.js';
import type { Addition, Insertion } from './addition.js';
import type { OpenProject } from './open-project.js';
import { packageInsertions } from './packages.js';
import { projectTextChanges, providersExcept } from './project-texts.js';
import { noteWithLines, README, readmeSubject } from './readme.js';

/** Returns providers for a project: their folders, their tests and a place in each file that lists providers. */
export async function providersAddition(
  project: OpenProject,
  specs: readonly ProviderSpec[],
): Promise<Addition> {
  refuseCollisions(project.model, specs);
  const addition: Addition = { files: [], insertions: [], notes: [], answers: {} };
  for (const [index, spec] of specs.entries()) {
    const port = providerPort(project.model, spec.name, index);
    const renderedProvider = renderProvider(spec, { ...project, port });
    const documents = await documentInsertions(project, spec, renderedProvider);
    addition.files.push(...renderedProvider.files.map(project.adapt));
    addition.insertions.push(
      ...providerInsertions(project, spec, renderedProvider),
      ...documents.insertions,
      ...packageInsertions(project, renderedProvider),
    );
    addition.notes.push(
      ...documents.notes,
      ...serviceNotes(project, spec),
      ...driftNotes(project, renderedProvider),
    );
    addition.answers = { ...addition.answers, ...providerAnswers(spec, port) };
  }
  const names = specs.map(({ name }) => name);
  const otherProviders = providersExcept(project.model, names);
  addition.insertions.push(
    ...projectTextChanges(project, otherProviders, [...otherProviders, ...specs]),
  );
  const listings = LISTINGS.filter((path) => project.model.paths.has(path));
  if (listings.length > 0)
    addition.notes.push(
      `Not changed: ${AND_LIST.format(listings)}. Add ${AND_LIST.format(names.map((name) => `"${name}"`))} there, with the variables that users set.`,
    );
  return addition;
}

/** Files of features that state the providers, and the variables that users of them set. */
const LISTINGS = ['server.json', 'manifest.json'];

const AND_LIST = new Intl.ListFormat('en');

const CI = '.github/workflows/ci.yml';

/**
 * Returns a note on the server that the tests of a provider need in continuous integration, if the
 * project has a workflow without it.
 */
function serviceNotes({ model }: OpenProject, spec: ProviderSpec): string[] {
  const service = kindOf(spec.kind).test.service?.(spec);
  const workflow = model.text(CI)?.text;
  if (!service || workflow === undefined || workflow.includes(service.variable)) return [];
  return [
    `${CI} does not start ${service.image.replace(/.*'(.*)'.*/, '$1')}, so the tests of statements of "${spec.name}" are skipped there. Add it to "services", and ${service.variable} to "env".`,
  ];
}

const DRIFT = '.github/workflows/drift.yml';

/** Returns a note on the variables without which the workflow that repeats recorded calls cannot call a provider. */
function driftNotes({ model }: OpenProject, { name, inputs }: RenderedProvider): string[] {
  const workflow = model.text(DRIFT)?.text;
  const missingInputs = inputs.filter(
    (input) => input.required && !new RegExp(String.raw`\b${input.name}:`).test(workflow ?? ''),
  );
  if (workflow === undefined || missingInputs.length === 0) return [];
  return [
    `${DRIFT} does not set variables of "${name}". Add ${AND_LIST.format(missingInputs.map((input) => input.name))} to "env" there.`,
  ];
}

function refuseCollisions({ providers, config }: Project, specs: readonly ProviderSpec[]): void {
  const configuredNames = config?.get('providers')?.members.keys() ?? [];
  const names = new Set([...providers.map(({ name }) => name), ...configuredNames]);
  for (const { name } of specs) {
    const otherNames = [...names].filter((otherName) => otherName !== name);
    const [collision] = collisions([...otherNames, name]).filter(
      ({ second }) => second === otherNames.length,
    );
    if (collision) throw nameTaken('provider', name, collision.message);
  }
}

/** Returns the port in the provider's entry, or the first one above those of the others. */
export function providerPort({ config }: Project, name: string, index: number): number {
  const entries = config?.get('providers')?.members ?? new Map<string, DataNode>();
  const port = (entry: DataNode | undefined) => entry && signInPort(entry)?.port;
  const takenPorts = [...entries.values()]
    .map((entry) => port(entry) ?? 0)
    .filter((portNumber) => portNumber < 65_000);
  return port(entries.get(name)) ?? Math.max(FIRST_PORT - 1, ...takenPorts) + 1 + index;
}

/** Returns lines that load and configure the provider. */
function providerInsertions(
  { model }: OpenProject,
  { name }: ProviderSpec,
  { config }: RenderedProvider,
): Insertion[] {
  const loader = providerLoader(name);
  const load: Insertion = {
    path: PROVIDERS,
    where: 'next to the other providers',
    lines: `${name}: ${loader},`,
    edit: (text) => {
      const providers = parseTypeScript(text).getVariableDeclaration('providers');
      const object = objectIn(providers?.getInitializer());
      return object && addProperty(object, name, loader);
    },
  };
  return [
    ...(isLoaded(model, 'src', `src/providers/${name}/index`) ? [] : [load]),
    {
      path: 'provider-config.yaml',
      where: 'below the last provider',
      lines: indentLines(config, '  ', '  '),
      edit: (text) => addConfigEntry(text, name, config),
    },
  ];
}

/** Returns the lines of documentation for the provider. Deleted or rewritten files stay as they are. */
async function documentInsertions(
  project: OpenProject,
  spec: ProviderSpec,
  renderedProvider: RenderedProvider,
): Promise<{ insertions: Insertion[]; notes: string[] }> {
  const notes: string[] = [];
  const insertions: Insertion[] = [];
  const environment = await project.read('.env.example');
  if (environment === null) notes.push('.env.example was not found: no variables were added.');
  else insertions.push(...environmentInsertions(project, renderedProvider));
  const patterns = renderedProvider.ignores.join('\n');
  const isIgnoring = (await project.read('.gitignore')) !== null;
  if (patterns !== '' && !isIgnoring)
    notes.push(
      noteWithLines('.gitignore was not found. Let Git ignore the files of users:', patterns),
    );
  else if (patterns !== '')
    insertions.push({
      path: '.gitignore',
      where: 'anywhere',
      lines: patterns,
      edit: (text) => addPatterns(text, patterns),
    });
  const readme = readmeInsertions(project, spec, renderedProvider);
  const text = await project.read(README);
  for (const insertion of readme) {
    if (text !== null && insertion.edit(text) !== undefined) insertions.push(insertion);
    else {
      const sentence = `${README} has no place for ${insertion.where}: it was not added.`;
      notes.push(noteWithLines(sentence, text === null ? '' : insertion.lines));
    }
  }
  return { insertions, notes };
}

function environmentInsertions(
  { model }: OpenProject,
  { variables, sharedVariables }: RenderedProvider,
): Insertion[] {
  const prefixes = model.providers.map(({ name }) => `${screamingCase(name)}_`);
  const insertion = (lines: string, previousPrefixes: readonly string[]): Insertion => ({
    path: '.env.example',
    where: 'anywhere',
    lines,
    edit: (text) => addEnvironment(text, lines, previousPrefixes),
  });
  return [
    ...variables.map((lines) => insertion(lines, prefixes)),
    ...sharedVariables.map((lines) => insertion(lines, [])),
  ];
}

function readmeInsertions(
  project: OpenProject,
  spec: ProviderSpec,
  { readme, sharedSections }: RenderedProvider,
): Insertion[] {
  const { name, displayName: title } = spec;
  const otherProviders = project.model.providers.filter((provider) => provider.name !== name);
  const table = providerTable([spec]);
  const subjects = otherProviders.map(readmeSubject);
  const ownSubject = { name, title: printers.md(title), tools: [] };
  // Each section is inserted directly below the providers, so the last one is inserted first.
  const sharedInsertions = sharedSections.toReversed().map((section): Insertion => ({
    path: README,
    where: `the section "${section.split('\n')[0]?.replace(/^#+ /, '') ?? ''}"`,
    lines: section,
    edit: (text) => addSection(text, section, [...subjects, ownSubject]),
  }));
  return [
    {
      path: README,
      where: 'the row of the provider',
      lines: table.split('\n').at(-1) ?? '',
      edit: (text) => addProviderRow(text, name, table),
    },
    {
      path: README,
      where: `the section "${title}"`,
      lines: readme,
      edit: (text) => addSection(text, readme, subjects),
    },
    ...sharedInsertions,
  ];
}
