import type { AuthStyle } from './auth-style.js';
import type { RuleId, Severity } from './finding.js';
import type { Module } from './module.js';
import type { Project, Provider } from './project.js';
import type { SourceRange } from './source-range.js';
import type { ToolAnnotations } from './spec.js';

export type Setting = Severity | 'off';

/** The basis of a rule: a section of the specification, an advisory or an issue. */
export interface RuleReference {
  text: string;
  url?: string;
}

export interface RuleWords {
  /** Default severity; the project's configuration or an option can change it. */
  severity: Setting;
  /** One sentence that states the requirement. */
  summary: string;
  /** Consequence for the user or the client if the requirement is not met. */
  why: string;
  /** Violations that it cannot find, in full sentences. */
  limits?: string;
  source?: RuleReference;
  /** Severity score from 0.1 to 10, as in CVSS, of a security rule (GitHub's `security-severity`). */
  securitySeverity?: number;
  /** Whether its locations contain text that reports must not repeat. */
  hidesPlaces?: boolean;
}

/**
 * A rule is a file; its id is its path, such as "contract/provider-name". It has one check: of the
 * project, of each provider, of each module below `src/providers`, of a submission, or of the run
 * after all other rules.
 */
export interface Rule extends RuleWords {
  project?(project: Project, report: ReportFinding): void;
  provider?(provider: Provider, report: ReportFinding): void;
  module?(module: Module, report: ReportFinding, provider: Provider): void;
  run?(run: RuleResults, report: ReportFinding): void;
  /** Checks a submission; runs only with `--for`. */
  submission?(project: Project, report: ReportFinding, submission: Submission): void;
  /** The only directories that require it; only for a rule about submissions. */
  for?: readonly Directory[];
  examples: Examples;
}

export type Rules = Readonly<Record<RuleId, Rule>>;

/**
 * Reports a finding.
 * @param range position of any fact
 * @param message what is wrong
 * @param hint what to do
 */
export type ReportFinding = (range: SourceRange, message: string, hint: string, fix?: Fix) => void;

/** A certain correction: changes, or a missing file that `create` would write with the same content. */
export type Fix = readonly TextReplacement[] | { creates: string };

interface TextReplacement {
  at: SourceRange;
  text: string;
}

/**
 * Changes to the files of the minimal project in `src/rules/example.ts`, by path: the new text, a
 * part and its replacement, or null to remove the file. `‹` and `›` mark the position of a finding.
 */
export type ExampleChanges = Readonly<
  Record<string, string | readonly [from: string, to: string] | null>
>;

/** Examples that run as tests and appear in the documentation. */
interface Examples {
  readonly pass: readonly ExampleChanges[];
  /** Violations with the messages of their findings, in the order of the marks. */
  readonly fail: readonly (readonly [changes: ExampleChanges, ...messages: string[]])[];
  /** Projects before and after `--fix`. */
  readonly fix?: readonly (readonly [before: ExampleChanges, after: ExampleChanges])[];
}

/** Directories in which users of hosted clients find servers. */
export const directories = ['chatgpt', 'claude'] as const;
export type Directory = (typeof directories)[number];

/** The facts about projects that a directory checks; the projects run to determine them. */
export interface Submission {
  directory: Directory;
  toolsOf(provider: Provider): readonly ListedTool[];
  /** Returns whether the server accepts tokens of an external issuer, whose accounts are not in the project. */
  hasIssuer(project: Project): boolean;
  styles: Readonly<Record<string, AuthStyle>>;
}

/** A tool as `tools/list` returns it. */
export interface ListedTool {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  inputSchema: { properties?: Readonly<Record<string, unknown>> | undefined };
  outputSchema?: object | undefined;
  annotations?: { [Key in keyof ToolAnnotations]: ToolAnnotations[Key] | undefined } | undefined;
}

/** The results of the other rules. */
export interface RuleResults {
  project: Project;
  suppressions: readonly Suppression[];
  settings: readonly ConfiguredSetting[];
  /** The ids of all rules. */
  rules: readonly string[];
  /** Rules that checked everything: neither disabled, nor excluded, nor failed. */
  complete: ReadonlySet<string>;
}

/** `mcp-provider-disable-next-line rule/id -- reason` in a comment. */
export interface Suppression {
  range: SourceRange;
  rule: string;
  reason: string;
  /** The suppressed line, from 1. */
  line: number;
  isUsed: boolean;
}

/** An entry of `rules` in `.mcp-provider.json`. */
export interface ConfiguredSetting {
  range: SourceRange;
  rule: string;
  /** The parsed severity; undefined if the text is not one. */
  setting: Setting | undefined;
}

/** The rules to run, and the severity of their findings. */
export interface RunOptions {
  /** Severities from the command line, which have precedence over the project's own settings. */
  settings?: ReadonlyMap<string, Setting>;
  /** Rules that run; all by default. */
  onlyRules?: ReadonlySet<string>;
  /** Providers whose findings are reported; all by default. */
  providers?: ReadonlySet<string>;
  /** Submission for which further rules run, if any. */
  submission?: Submission;
}
