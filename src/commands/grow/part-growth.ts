import type { HostFiles } from '../../model/host.js';
import type { FileEdit, RenderedFile } from '../../model/plan.js';
import type { ProviderModel } from '../../model/project.js';
import type { ToolSpec } from '../../model/spec.js';
import { featuresOf } from '../../render/features.js';
import type { SharedGrowth } from '../../render/growth.js';
import { renderParts } from '../../render/part.js';
import type { Additions } from '../../spec/defaults.js';
import { readmeRows, recordInsertions } from './documents.js';
import { checkImports } from './imports.js';
import { editsFor } from './insertions.js';
import { partsToWrite } from './names.js';
import { newFiles } from './new-files.js';
import type { GrowingProject } from './project.js';
import { registrations } from './registrar.js';
import { missingFeatures, packageInsertions } from './shared-files.js';
import { testGrowth } from './test-rows.js';

/** Everything that an addition does to a project, before it is compared with the disk. */
export interface Growth {
  files: RenderedFile[];
  edits: FileEdit[];
  /** What was left out and why, in sentences. */
  notes: string[];
}

/**
 * Tools, resources and prompts in a provider that is there: their files, and a line in each file that lists them.
 * @throws CliError `grow/*`
 */
export async function partGrowth(
  disk: HostFiles,
  project: GrowingProject,
  provider: ProviderModel,
  additions: Additions,
): Promise<Growth> {
  const { name } = provider;
  const { parts, written, notes } = partsToWrite(
    provider,
    renderParts(name, additions),
    additions,
    project.recorded.get(name),
  );
  const shared = await sharedBy(written.tools);
  const sources = [
    ...parts.flatMap(({ files }) => files),
    ...(await missingFeatures(project, shared.features)),
  ];
  checkImports(project.model, sources);
  const tests = await testGrowth(provider, parts, written);
  const readme = await readmeRows(project, provider, written.tools);
  const edits = await editsFor(project, [
    ...registrations(provider, parts),
    ...tests.rows,
    ...readme.rows,
    ...recordInsertions(project, name, written),
    ...packageInsertions(project, shared),
  ]);
  const { files, kept } = await newFiles(disk, project, [...sources, ...tests.files]);
  return { files, edits: [...kept, ...edits], notes: [...notes, ...tests.notes, ...readme.notes] };
}

const NOTHING: SharedGrowth = { features: [], dependencies: {}, devDependencies: {} };

/** Loaded where it is needed: it brings all templates. */
async function sharedBy(tools: readonly ToolSpec[]): Promise<SharedGrowth> {
  const needs = { tools, asked: [] };
  if (featuresOf(needs).length === 0) return NOTHING;
  const { sharedGrowth } = await import('../../render/growth.js');
  return sharedGrowth(needs, []);
}
