import type { Provider } from '../../model/project.js';
import { renderParts } from '../../render/part.js';
import type { Additions } from '../../spec/defaults.js';
import type { Addition } from './addition.js';
import { partsHome } from './home.js';
import { listInsertions } from './list-insertions.js';
import { refuseElsewhere } from './names.js';
import type { OpenProject } from './project.js';
import { readmeLists, readmeRows } from './readme-rows.js';
import { registrations } from './registration.js';
import { testCases } from './test-cases.js';

/**
 * Tools, resources and prompts for a provider of the project: their files, and a line in each file that lists them.
 * @throws CliError `grow/name-taken`, `grow/elsewhere`
 */
export async function partsAddition(
  project: OpenProject,
  provider: Provider,
  additions: Additions,
): Promise<Addition> {
  const parts = renderParts(partsHome(provider), additions).map((part) => ({
    ...part,
    files: part.files.map(project.adapt),
  }));
  refuseElsewhere(provider, parts);
  const tests = testCases(provider, parts);
  const readme = await readmeRows(project, provider, additions.tools);
  const lists = await readmeLists(project, provider, additions);
  return {
    files: parts.flatMap(({ files }) => files),
    insertions: [
      ...registrations(provider, parts),
      ...listInsertions(provider, [...additions.tools, ...additions.resources]),
      ...tests.insertions,
      ...readme.insertions,
      ...lists,
    ],
    notes: [...tests.notes, ...readme.notes],
  };
}
