import { isDeepStrictEqual } from 'node:util';
import { nameTaken } from '../../model/errors/grow.js';
import type { HostFiles } from '../../model/host.js';
import type { RenderedFile } from '../../model/plan.js';
import type { ProjectModel } from '../../model/project.js';
import type { ProviderSpec } from '../../model/spec.js';
import { projectCommands } from '../../render/commands.js';
import { renderProviderGrowth, sharedGrowth } from '../../render/growth.js';
import { FIRST_PORT } from '../../render/sign-in-port.js';
import { authStyles } from '../../styles/register.gen.js';
import { collisions } from '../../spec/check/collisions.js';
import type { AuthStyles } from '../../spec/schema.js';
import { checkImports } from './imports.js';
import type { Insertion } from './insertions.js';
import { editsFor } from './insertions.js';
import { newFiles } from './new-files.js';
import type { Growth } from './part-growth.js';
import type { GrowingProject } from './project.js';
import { providerDocuments, providerInsertions, providerRecord } from './provider-insertions.js';
import { scriptInsertions } from './sign-in-script.js';
import { missingFeatures, packageInsertions } from './shared-files.js';

/**
 * More providers in a project that is there. One that was generated from the same spec is there already, whatever has
 * become of it.
 * @throws CliError `grow/*`
 */
export async function providerGrowth(
  disk: HostFiles,
  project: GrowingProject,
  specs: readonly ProviderSpec[],
): Promise<Growth> {
  refuseCollisions(project.model, specs);
  const sources = new Map<string, RenderedFile>();
  const insertions: Insertion[] = [];
  const notes: string[] = [];
  const added = specs.filter((spec) => !isThere(project, spec));
  for (const [index, spec] of added.entries()) {
    const style = styleOf(spec);
    const { name, packageManager, store } = project;
    const growth = renderProviderGrowth(spec, style, {
      name,
      packageManager,
      ...(store && { store }),
      port: portOf(project.model, spec.name, index),
      isOnly: project.model.providers.length === 0,
    });
    const needs = {
      tools: spec.tools,
      asked: style.features?.(spec.auth) ?? [],
      ...(store && { store }),
    };
    const shared = sharedGrowth(needs, [style]);
    const features = await missingFeatures(project, shared.features);
    const documents = await providerDocuments(project, spec, growth);
    for (const file of [...features, ...withoutTests(project.model, growth.files)]) {
      sources.set(file.path, file);
    }
    insertions.push(
      ...providerInsertions(project, spec, growth),
      ...documents.insertions,
      ...providerRecord(project, spec),
      ...packageInsertions(project, shared),
      ...(style.environment(spec.auth).length > 0 ? await scriptInsertions(project) : []),
    );
    notes.push(...documents.notes);
  }
  notes.push(...(await noteOnSignIn(project, added)));
  if (!hasTests(project.model)) notes.push('"tests/support" is not there: no tests were added.');
  const rendered = [...sources.values()];
  checkImports(project.model, rendered);
  const edits = await editsFor(project, insertions);
  const { files, kept } = await newFiles(disk, project, rendered);
  return { files, edits: [...kept, ...edits], notes };
}

const styleOf = ({ auth }: ProviderSpec) => {
  const style = (authStyles as AuthStyles)[auth.style];
  if (!style) throw new Error(`There is no auth style "${auth.style}"`); // a checked spec has none such
  return style;
};

const isThere = ({ model, recorded }: GrowingProject, spec: ProviderSpec) =>
  isDeepStrictEqual(recorded.get(spec.name), spec) &&
  model.providers.some(({ name, files }) => name === spec.name && files.length > 0);

function refuseCollisions({ providers }: ProjectModel, specs: readonly ProviderSpec[]): void {
  for (const { name } of specs) {
    const others = providers.map((provider) => provider.name).filter((other) => other !== name);
    const [collision] = collisions([...others, name]).filter(
      ({ second }) => second === others.length,
    );
    if (collision) throw nameTaken('provider', name, collision.says);
  }
}

/** The port in the provider's entry, or the first above those of the others. */
export function portOf(
  { documents: { config } }: ProjectModel,
  name: string,
  index: number,
): number {
  const port = (provider: string) => {
    const node = config?.get('providers', provider, 'port');
    return node?.is === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
  };
  const entries = config?.entries('providers') ?? [];
  const taken = entries.map(({ key }) => port(key) ?? 0).filter((each) => each < 65_000);
  return port(name) ?? Math.max(FIRST_PORT - 1, ...taken) + 1 + index;
}

/** A command that was enough for one provider is not for two. */
async function noteOnSignIn(
  { model, packageManager, read }: GrowingProject,
  added: readonly ProviderSpec[],
): Promise<string[]> {
  const [only, another] = model.providers;
  const { auth } = projectCommands(packageManager);
  const readme = await read('README.md');
  const isTold = readme?.includes(`\`${auth(undefined)}\``);
  if (!only || another || added.length === 0 || !isTold) return [];
  return [`README.md says "${auth(undefined)}": that is now "${auth(only.name)}".`];
}

const hasTests = ({ files }: ProjectModel) =>
  [...files.keys()].some((path) => path.startsWith('tests/support/'));

const withoutTests = (model: ProjectModel, files: readonly RenderedFile[]) =>
  files.filter(({ path }) => hasTests(model) || !path.startsWith('tests/'));
