import type { AuthStyle } from './auth-style.js';
import type { RuleId, Severity } from './finding.js';
import type { Module } from './module.js';
import type { SourceRange } from './place.js';
import type { Project, Provider } from './project.js';
import type { ToolAnnotations } from './spec.js';

export type Setting = Severity | 'off';

/** What a rule rests on: a section of the specification, an advisory, an issue. */
export interface RuleReference {
  text: string;
  url?: string;
}

export interface RuleWords {
  /** Unless the project's configuration or an option says otherwise. */
  severity: Setting;
  /** One sentence: the requirement. */
  summary: string;
  /** What goes wrong where it is not met. */
  why: string;
  /** What it does not find, in full sentences. */
  limits?: string;
  source?: RuleReference;
  /** CVSS-like, 0.1 to 10: a finding is a security matter of this weight (GitHub's `security-severity`). */
  securitySeverity?: number;
  /** Its places have text that reports must not repeat. */
  hidesPlaces?: boolean;
}

/**
 * One file a rule; its id is its path, such as "contract/provider-name". It has one check: of the project, of each
 * provider, of each module below `src/providers`, of a submission, or of the run, after all others.
 */
export interface Rule extends RuleWords {
  project?(project: Project, report: Report): void;
  provider?(provider: Provider, report: Report): void;
  module?(module: Module, report: Report, provider: Provider): void;
  run?(run: Run, report: Report): void;
  /** Runs only with `--for`. */
  submission?(project: Project, report: Report, submission: Submission): void;
  /** The only directories that require it, of a rule about submissions. */
  for?: readonly Directory[];
  examples: Examples;
}

export type Rules = Readonly<Record<RuleId, Rule>>;

/** `at` is the `at` of any fact; `message` says what is wrong, `hint` what to do. */
export type Report = (at: SourceRange, message: string, hint: string, fix?: Fix) => void;

/** Only where it is certain: changes, or a missing file that `create` would write the same. */
export type Fix = readonly Change[] | { creates: string };

/** Put `text` in place of `at`. */
interface Change {
  at: SourceRange;
  text: string;
}

/**
 * Changes to the files of the minimal project in `src/rules/example.ts`, by path: the new text, a part and its
 * replacement, or null for no file. `‹` and `›` mark the place of a finding.
 */
export type Changes = Readonly<Record<string, string | readonly [from: string, to: string] | null>>;

/** Run as tests, and shown in the documentation. */
interface Examples {
  readonly pass: readonly Changes[];
  /** Each with the messages of its findings, in the order of the marks. */
  readonly fail: readonly (readonly [changes: Changes, ...messages: string[]])[];
  /** What `--fix` does. */
  readonly fix?: readonly (readonly [before: Changes, after: Changes])[];
}

/** Directories in which users of hosted clients find servers. */
export const directories = ['chatgpt', 'claude'] as const;
export type Directory = (typeof directories)[number];

/** What a directory gets to see of projects, which run for this. */
export interface Submission {
  directory: Directory;
  toolsOf(provider: Provider): readonly ListedTool[];
  /** Whether the server accepts tokens of an issuer, whose accounts are not in the project. */
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

/** What came of the other rules. */
export interface Run {
  project: Project;
  suppressions: readonly Suppression[];
  settings: readonly ConfiguredSetting[];
  /** All there are. */
  rules: readonly string[];
  /** Those that looked at everything: neither off, nor left out, nor broken. */
  complete: ReadonlySet<string>;
}

/** `mcp-provider-disable-next-line rule/id -- reason` in a comment. */
export interface Suppression {
  at: SourceRange;
  rule: string;
  reason: string;
  /** The line it is for, from 1. */
  line: number;
  used: boolean;
}

/** An entry of `rules` in `.mcp-provider.json`. */
export interface ConfiguredSetting {
  at: SourceRange;
  rule: string;
  /** Undefined where it is none. */
  setting: Setting | undefined;
}

/** Which rules run, and the severity of their findings. */
export interface RunOptions {
  /** Options of the command line: they win over the project's own settings. */
  settings?: ReadonlyMap<string, Setting>;
  /** Only these rules. */
  only?: ReadonlySet<string>;
  /** Only what belongs to these providers. */
  providers?: ReadonlySet<string>;
  /** Also the rules about submissions. */
  submission?: Submission;
}
