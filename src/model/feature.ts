/**
 * An optional part of a project: a file in `src/features` with this description, and a folder in
 * `templates/features` with its files. It contains only data and pure functions.
 */
export type Feature = LocalFeature | PublishingFeature;

/** A feature for projects in any repository, or in none. */
export type LocalFeature = FeatureFor<FeatureProject> & { publishes?: false };

/** A feature that publishes the project and names its repository on GitHub. */
export type PublishingFeature = FeatureFor<PublishedProject> & { publishes: true };

export interface FeatureFor<Project> {
  /** Short noun phrase for questions. */
  label: string;
  /** Whether its output contains `dist/` but no packages. */
  withoutPackages?: true;
  /** Returns template data in addition to that of the project. */
  view(project: Project): Record<string, unknown>;
  packageJson(project: Project): PackageChanges;
  /** Returns the section of the README, beginning with its heading. */
  readme(project: Project): string;
}

/** The project for which a feature is rendered. */
export interface FeatureProject {
  /** Name of the npm package. */
  name: string;
  /** The npm name without a scope, for names of files, images and servers. */
  slug: string;
  version: string;
  /** Display names of the providers. */
  title: string;
  /** Purpose of the project. */
  description: string;
  providers: readonly FeatureProvider[];
  /** Whether it needs packages besides `dist/`, which cannot contain native libraries. */
  hasNativePackages: boolean;
  /** Returns `npx <command>` in the syntax of the project's package manager. */
  exec(command: string): string;
  /** Returns `npm run <script>` in the syntax of the project's package manager. */
  run(script: string): string;
}

export interface PublishedProject extends FeatureProject {
  repository: GitHubRepository;
  /** Public URL of the HTTP server. */
  publicUrl?: string;
}

export interface GitHubRepository {
  owner: string;
  url: string;
  /** Directory of the project in its repository; empty for the root. */
  directory: string;
}

export interface FeatureProvider {
  name: string;
  displayName: string;
  description: string;
  inputs: readonly ProviderInput[];
}

/** An environment variable that users of a published server set. */
export interface ProviderInput {
  /** Name, such as `ACME_API_KEY`. */
  name: string;
  description: string;
  secret: boolean;
  required: boolean;
}

export interface PackageChanges {
  /** Whether npm can publish the package. */
  isPublic?: true;
  /** Further members of package.json. */
  members?: Readonly<Record<string, unknown>>;
  scripts?: Readonly<Record<string, string>>;
}

/** Script of every project that runs before `npm version` commits and tags. */
export const LOCK_SCRIPT = 'mcp-provider lock';

/** Before `npm version` commits and tags: server.json and manifest.json get the version, too. */
export const VERSION_SCRIPT = `${LOCK_SCRIPT} && mcp-provider validate --fix && git add --update`;
