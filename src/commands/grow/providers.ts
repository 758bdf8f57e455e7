import type { Data } from '../../model/document.js';
import { nameTaken } from '../../model/errors/grow.js';
import type { Project } from '../../model/project.js';
import type { ProviderSpec } from '../../model/spec.js';
import { renderProvider } from '../../render/provider.js';
import { FIRST_PORT } from '../../render/sign-in-port.js';
import { collisions } from '../../spec/check/collisions.js';
import type { Addition } from './addition.js';
import type { OpenProject } from './project.js';
import {
  documentInsertions,
  packageInsertions,
  providerInsertions,
} from './provider-insertions.js';

/** Providers for a project: their folders, their tests and a place in each file that lists providers. */
export async function providersAddition(
  project: OpenProject,
  specs: readonly ProviderSpec[],
): Promise<Addition> {
  refuseCollisions(project.model, specs);
  const addition: Addition = { files: [], insertions: [], notes: [] };
  for (const [index, spec] of specs.entries()) {
    const port = portOf(project.model, spec.name, index);
    const rendered = renderProvider(spec, { ...project, port });
    const documents = await documentInsertions(project, spec, rendered);
    addition.files.push(...rendered.files.map(project.adapt));
    addition.insertions.push(
      ...providerInsertions(project, spec, rendered),
      ...documents.insertions,
      ...packageInsertions(project, rendered),
    );
    addition.notes.push(...documents.notes);
  }
  return addition;
}

function refuseCollisions({ providers, config }: Project, specs: readonly ProviderSpec[]): void {
  const configured = config?.get('providers')?.members.keys() ?? [];
  const names = new Set([...providers.map(({ name }) => name), ...configured]);
  for (const { name } of specs) {
    const others = [...names].filter((other) => other !== name);
    const [collision] = collisions([...others, name]).filter(
      ({ second }) => second === others.length,
    );
    if (collision) throw nameTaken('provider', name, collision.says);
  }
}

/** The port in the provider's entry, or the first above those of the others. */
export function portOf({ config }: Project, name: string, index: number): number {
  const entries = config?.get('providers')?.members ?? new Map<string, Data>();
  const port = (entry: Data | undefined) => {
    const value = entry?.get('port')?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const taken = [...entries.values()]
    .map((entry) => port(entry) ?? 0)
    .filter((each) => each < 65_000);
  return port(entries.get(name)) ?? Math.max(FIRST_PORT - 1, ...taken) + 1 + index;
}
