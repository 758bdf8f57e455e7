import type { ReviewRow } from '../model/kind.js';
import type { RenderedFile } from '../model/plan.js';
import type { ProviderSpec } from '../model/spec.js';
import type { Checked } from '../spec/check.js';
import type { StoredSecret } from './description.js';
import type { SourceOptions } from './options.js';

/** Directories of a command: that of the project, of its repository, and the working directory. */
export interface ProjectPaths {
  root: string;
  /** The project's where it has no other. */
  repository: string;
  cwd: string;
}

/** A call that shows that a new project works: it reads. */
export interface FirstCall {
  tool: string;
  /** It sends a request to another computer, so people are asked. */
  isRemote?: true;
  args: Readonly<Record<string, unknown>>;
  /** What the result says: `returned 2 of 2 rows`. */
  says(result: unknown): string;
}

export interface LocatedSpec extends Checked<ProviderSpec> {
  /** The spec in a project: paths start there. */
  specAt?(place: ProjectPaths): ProviderSpec;
}

/** A provider that was read from a document, a database or a folder. */
export interface ImportedProvider extends LocatedSpec {
  /** About the source, in sentences. */
  warningsAt?(place: ProjectPaths): string[];
  /** What people should know before it is made, such as what is not served and why. */
  tells?(place: ProjectPaths): readonly ReviewRow[];
  /** The files with which later imports begin. */
  files(place: ProjectPaths): RenderedFile[];
  /** What was imported, for people. */
  lines: readonly string[];
  /** The same, for programs. */
  report: object;
  /** Undefined where none is known. */
  firstCall?(): FirstCall | undefined;
  /** The credentials that read the source, by member. */
  credentials?: StoredSecret['values'] | undefined;
  /** The person on this computer, as the source knows them. */
  localUser?: string;
  /** Answers that no option stated. */
  answers?: SourceOptions;
}

/** Specs in a project. */
export const specsAt = (providers: readonly LocatedSpec[], place: ProjectPaths): ProviderSpec[] =>
  providers.map((one) => one.specAt?.(place) ?? one.spec);

/** About the specs and their sources, in sentences. */
export const warningsAt = (
  providers: readonly (Checked<ProviderSpec> | ImportedProvider)[],
  place: ProjectPaths,
): string[] =>
  providers.flatMap((one) => [
    ...one.warnings.map(({ message }) => message),
    ...('warningsAt' in one ? one.warningsAt(place) : []),
  ]);

/** The reports of imports, for programs: one, or a list of several. */
export const reportOf = (
  imported: readonly Pick<ImportedProvider, 'report'>[] = [],
): object | undefined =>
  imported.length > 1 ? imported.map(({ report }) => report) : imported[0]?.report;
