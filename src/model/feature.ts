/**
 * Something that not every project has: one file in `src/features` with this description, and one folder in `templates/features` with the files it adds.
 * Data and pure functions only.
 */
export type Feature = LocalFeature | PublishingFeature;

/** For projects in any repository, or in none. */
export type LocalFeature = FeatureFor<FeatureProject> & { publishes?: false };

/** It publishes the project, and names its repository on GitHub. */
export type PublishingFeature = FeatureFor<PublishedProject> & { publishes: true };

export interface FeatureFor<Project> {
  /** In questions: what it adds, in a few words. */
  label: string;
  /** What it makes has `dist/`, and no packages beside it. */
  withoutPackages?: true;
  /** Data for its templates, beside that of the project. */
  view(project: Project): Record<string, unknown>;
  packageJson(project: Project): PackageChanges;
  /** Its section of the README, from the heading on. */
  readme(project: Project): string;
}

/** The project that a feature is rendered for. */
export interface FeatureProject {
  /** Name of the npm package. */
  name: string;
  version: string;
  /** Names of its providers, for people. */
  title: string;
  /** What the project is for. */
  description: string;
  providers: readonly FeatureProvider[];
  /** Whether it needs packages beside `dist/`: it cannot contain native libraries. */
  hasNativePackages: boolean;
  /** `npx <command>`, for the package manager of the project. */
  exec(command: string): string;
  /** `npm run <script>`, for the package manager of the project. */
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
  /** `ACME_API_KEY` */
  name: string;
  description: string;
  secret: boolean;
  required: boolean;
}

export interface PackageChanges {
  /** npm can publish the package. */
  isPublic?: true;
  /** Further members of package.json. */
  members?: Readonly<Record<string, unknown>>;
  scripts?: Readonly<Record<string, string>>;
}

/** Before `npm version` commits and tags: server.json and manifest.json get the version, too. */
export const VERSION_SCRIPT = 'mcp-provider validate --fix && git add --update';
