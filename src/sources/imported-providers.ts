import type { ReviewRow } from '../model/kind.js';
import { relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import type { ProviderSpec } from '../model/spec.js';
import type { CheckedSpec } from '../spec/check.js';
import type { StoredSecret } from './description.js';
import type { SourceOptions } from './options.js';

/** Directories of a command: the project, its repository and the working directory. */
export interface ProjectPaths {
  root: string;
  /** The repository; the project itself if it is in none. */
  repository: string;
  cwd: string;
}

/** A reading call which shows that a new project works. */
export interface FirstCall {
  tool: string;
  /** Whether it sends a request to another computer, so that the user is asked first. */
  isRemote?: true;
  args: Readonly<Record<string, unknown>>;
  /** Returns the summary of the result, such as `returned 2 of 2 rows`. */
  summary(result: unknown): string;
}

export interface LocatedSpec extends CheckedSpec<ProviderSpec> {
  /** Returns the spec for a project, with paths relative to it. */
  specAt?(place: ProjectPaths): ProviderSpec;
}

/** A provider that was read from a document, a database or a folder. */
export interface ImportedProvider extends LocatedSpec {
  /** Returns sentences about the source. */
  warningsAt?(place: ProjectPaths): string[];
  /** Returns the rows of the summary, such as what is not served and why. */
  reviewRows?(place: ProjectPaths): readonly ReviewRow[];
  /** Returns the files from which later imports start. */
  files(place: ProjectPaths): RenderedFile[];
  /** Lines about the import, for users. */
  lines: readonly string[];
  /** The report of the import, for programs. */
  report: object;
  /** Returns a first call; undefined if none is known. */
  firstCall?(): FirstCall | undefined;
  /** The credentials that read the source, by member. */
  credentials?: StoredSecret['values'] | undefined;
  /** The local user's value of the user column. */
  localUser?: string;
  /** Options equivalent to answers that no option stated. */
  answers?: SourceOptions;
}

/** Returns the specs in a project. */
export const specsAt = (providers: readonly LocatedSpec[], place: ProjectPaths): ProviderSpec[] =>
  providers.map((provider) => provider.specAt?.(place) ?? provider.spec);

/** Returns sentences about the specs and their sources. */
export const warningsAt = (
  providers: readonly (CheckedSpec<ProviderSpec> | ImportedProvider)[],
  place: ProjectPaths,
): string[] =>
  providers.flatMap((provider) => [
    ...provider.warnings.map(({ message }) => message),
    ...('warningsAt' in provider ? provider.warningsAt(place) : []),
  ]);

/** Returns the reports of imports for programs: a single one, or a list of several. */
export const importReports = (
  importedProviders: readonly Pick<ImportedProvider, 'report'>[] = [],
): object | undefined =>
  importedProviders.length > 1
    ? importedProviders.map(({ report }) => report)
    : importedProviders[0]?.report;

/** Values of environment variables, by name. */
export type Settings = Readonly<Record<string, string>>;

/** Returns the `.env` of a new project; none without settings. */
export const settingsFile = (settings: Settings): RenderedFile[] =>
  Object.keys(settings).length === 0
    ? []
    : [{ path: relPath('.env'), text: settingsText(settings) }];

/** Returns settings in single quotes, in which nothing has another meaning, such as the backslashes of a path. */
export const settingsText = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value.includes("'") ? `"${value}"` : `'${value}'`}\n`)
    .join('');
