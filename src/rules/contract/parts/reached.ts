import type { ImportFact } from '../../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';

/** What the server loads. */
export interface Reached {
  files: ReadonlySet<SourceFile>;
  /** Imports whose target cannot be determined, by the file that contains them. */
  blind: ReadonlyMap<SourceFile, ImportFact>;
  /** Paths of imports that lead nowhere. */
  lost: readonly string[];
}

const KNOWN = new WeakMap<ProjectModel, Reached>();

/** All that is loaded by the sources outside of providers and tests, now or later. */
export function reachedIn(project: ProjectModel): Reached {
  let reached = KNOWN.get(project);
  if (!reached) {
    reached = follow(project);
    KNOWN.set(project, reached);
  }
  return reached;
}

function follow({ files, modules }: ProjectModel): Reached {
  const reached = new Set<SourceFile>();
  const blind = new Map<SourceFile, ImportFact>();
  const lost: string[] = [];
  for (const file of files.values()) {
    if (!file.test && file.provider === undefined) reached.add(file);
  }
  // A set grows while it is walked through.
  for (const file of reached) {
    for (const { fact, to } of modules.imports(file)) {
      if (fact.form === 'dynamic' && to.length === 0) blind.set(file, fact);
      for (const target of to) {
        if (target.is === 'file') reached.add(target.file);
        else if (target.is === 'missing') lost.push(target.path);
      }
    }
  }
  return { files: reached, blind, lost };
}
