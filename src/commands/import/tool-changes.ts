import type { Provider } from '../../model/project.js';
import { checkAdditions } from '../../spec/check.js';
import { completeAdditions } from '../../spec/defaults.js';
import { bareValue } from '../../spec/source.js';
import type { Addition } from '../grow/addition.js';
import { homeOf } from '../grow/home.js';
import { listInsertions } from '../grow/list-insertions.js';
import { partsAddition } from '../grow/parts.js';
import type { OpenProject } from '../grow/project.js';
import { toolVersions } from './changed-tool.js';
import type { Versions } from './merge-versions.js';

/** Tools that a source has now, and those of them that it had in another version. */
export interface SourceTools {
  added: readonly object[];
  changed: readonly { key: string; was: object; now: object }[];
}

/** What a newer version of a source makes of the tools of a provider. */
export interface ToolChanges {
  addition: Addition;
  /** To be merged into the files of changed tools. */
  versions: Versions[];
  /** Changed tools whose files were not found. */
  missing: { key: string; name: string }[];
}

/** @throws CliError `grow/…` */
export async function toolChanges(
  project: OpenProject,
  provider: Provider,
  { added, changed }: SourceTools,
): Promise<ToolChanges> {
  const home = homeOf(provider);
  const check = (tool: object) => checkAdditions({ tools: [tool] }, home, bareValue).spec.tools;
  const addition = await partsAddition(project, provider, {
    tools: added.flatMap(check),
    resources: [],
    prompts: [],
  });
  const versions: Versions[] = [];
  const missing: ToolChanges['missing'] = [];
  for (const { key, ...change } of changed) {
    const [was] = completeAdditions({ tools: [change.was as never] }, home.kind).tools;
    const [now] = check(change.now);
    if (!was || !now) continue;
    const own = await toolVersions(project, provider, key, [was, now]);
    versions.push(...(own ?? []));
    if (own) addition.insertions.push(...listInsertions(provider, [now]));
    else missing.push({ key, name: now.name });
  }
  return { addition, versions, missing };
}
