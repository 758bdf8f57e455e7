import type { ImportFact, Span } from '../../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';
import { contains } from '../../../flow/values/spans.js';

/** What the server loads. */
export interface Reached {
  files: ReadonlySet<SourceFile>;
  /** Imports whose target cannot be determined, by the file that contains them. */
  blind: ReadonlyMap<SourceFile, ImportFact>;
  /** Paths of imports that lead nowhere. */
  lost: readonly string[];
  /** Of the files, those that are loaded under a condition only, with the import that may not run. */
  conditional: ReadonlyMap<SourceFile, Import>;
}

export interface Import {
  file: SourceFile;
  fact: ImportFact;
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
  const conditional = new Map<SourceFile, Import>();
  const lost: string[] = [];
  const postponed: (Import & { target: SourceFile })[] = [];
  for (const file of files.values()) {
    if (!file.test && file.provider === undefined) reached.add(file);
  }
  // A set grows while it is walked through, and a list as well.
  const walk = (from: ReadonlySet<SourceFile>, found: (file: SourceFile) => void) => {
    for (const file of from) {
      for (const { fact, to } of modules.imports(file)) {
        if (fact.form === 'dynamic' && to.length === 0) blind.set(file, fact);
        for (const target of to) {
          if (target.is === 'missing') lost.push(target.path);
          if (target.is !== 'file') continue;
          if (isConditional({ file, fact })) postponed.push({ file, fact, target: target.file });
          else found(target.file);
        }
      }
    }
  };
  walk(reached, (file) => reached.add(file));
  for (const { target, ...by } of postponed) {
    const below = new Set([target].filter((file) => !reached.has(file)));
    walk(below, (file) => !reached.has(file) && below.add(file));
    for (const file of below) {
      reached.add(file);
      conditional.set(file, by);
    }
  }
  return { files: reached, blind, lost, conditional };
}

const CHOICE = /^(\?:|&&|\|\||\?\?)$/;

/**
 * A provider imports the file in an `if`, a `switch` or an operator that chooses, behind `if (…) return`, or where its
 * errors are ignored.
 */
function isConditional({ file, fact }: Import): boolean {
  if (fact.form !== 'dynamic' || file.provider === undefined) return false;
  if (isIgnored({ file, fact })) return true;
  const { branches, operations, functions } = file.facts;
  const choices = operations.filter(({ operator }) => CHOICE.test(operator));
  const around = functions[fact.within];
  return (
    [...branches, ...choices].some((each) => contains(each, fact)) ||
    branches.some(
      ({ leaves, start, end }) =>
        leaves !== undefined && end <= fact.start && around !== undefined && around.start <= start,
    )
  );
}

/** `try { await import('./a.js') } catch {}` and `import('./a.js').catch(() => {})` */
function isIgnored({ file, fact }: Import): boolean {
  const { handlers, calls } = file.facts;
  const isAround = (span: Span) => contains(span, fact);
  const caught = [
    ...handlers.filter(({ tried }) => isAround(tried)),
    ...calls.filter(
      ({ callee }) => callee.is === 'member' && callee.name === 'catch' && isAround(callee.object),
    ),
  ];
  return caught.some(
    ({ start, end }) => !/\bthrow\b|process\.exit/.test(file.text.slice(start, end)),
  );
}
