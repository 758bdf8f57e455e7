import type { RuleId, Severity } from './finding.js';
import type { RelPath } from './path.js';
import type { Place, ProjectModel, ProviderModel, SourceFile } from './project.js';

export type Setting = Severity | 'off';

/** A check, with all words about it; the file it stands in gives it its id. */
export type Rule = RuleWords &
  (
    | { on: 'project'; check(project: ProjectModel, report: Report): void }
    | { on: 'provider'; check(provider: ProviderModel, report: Report): void }
    | { on: 'file'; check(file: SourceFile, report: Report, project: ProjectModel): void }
    /** After all of these, about what could not be followed for them. */
    | { on: 'unfollowed'; check(project: ProjectModel, report: Report): void }
    /** After all other rules, about what they did. */
    | { on: 'run'; check(run: Run, report: Report): void }
  );

export interface RuleWords {
  /** Unless the project's configuration or a flag says otherwise. */
  severity: Setting;
  /** One sentence: what is so where the rule is kept. */
  summary: string;
  /** What goes wrong where it is not. */
  why: string;
  /** What it does not find, in full sentences. */
  limits?: string;
  source: Source;
  /** CVSS-like, 0.1 to 10: a finding is a security matter of this weight (GitHub's `security-severity`). */
  securitySeverity?: number;
  /** What it points at is secret, and no report shows it. */
  conceals?: true;
}

/** What a rule rests on: a section of the specification, an advisory, an issue. */
export interface Source {
  text: string;
  url?: string;
}

/**
 * Changes to one small valid project, written with `ok` and `bad`; run as tests and shown in the documentation. They are in
 * a file beside the rule, `<rule>.examples.ts`: a check does not load them.
 */
export type RuleExamples = readonly Example[];

export type Example =
  | { ok: ExampleText }
  /**
   * `finds`: the message of every finding of this rule. `related`: all further places they show, as
   * `path:line:column message`. `fixed`: required where a finding has a fix.
   */
  | {
      bad: ExampleText;
      finds: readonly string[];
      related?: readonly string[];
      fixed?: ExampleText;
    };

/** What the tag `project` in `src/rules/example.ts` was given. */
export interface ExampleText {
  strings: readonly string[];
  values: readonly string[];
}

/** A file of an example, as a change to the small valid project. */
export type ExampleFile = { path: string } & (
  | { is: 'new'; text: string }
  | { is: 'changed'; hunks: readonly (readonly HunkLine[])[] }
  | { is: 'deleted' }
);

/** A line that goes, that comes, or that stays. */
export interface HunkLine {
  sign: '-' | '+' | ' ';
  text: string;
}

export interface Report {
  (complaint: Complaint): void;
  /** The rule cannot see what it has to check. */
  unseen(complaint: Complaint): void;
}

export interface Complaint {
  at: Place;
  /** One sentence: what is wrong. */
  message: string;
  /** One sentence: what to do. */
  hint: string;
  /** Places that explain the finding, in the order in which a reader should look at them. */
  related?: readonly { at: Place; message: string }[];
  /** Only where the repair is certain. */
  fix?: readonly Change[];
  /** A missing file, from the root of the project; only where `create` would write the same. */
  creates?: RelPath;
  /** Where it is not to be seen from the file. */
  provider?: string;
}

/** Put `text` in place of `at`. */
export interface Change {
  at: Place;
  text: string;
}

export type Rules = Readonly<Record<RuleId, Rule>>;

/** What came of the other rules. */
export interface Run {
  project: ProjectModel;
  silences: readonly Silence[];
  settings: readonly ConfiguredSetting[];
  /** All there are. */
  rules: ReadonlySet<string>;
  /** Those that looked at everything: neither off, nor left out, nor broken. */
  complete: ReadonlySet<string>;
}

/** `mcp-provider-disable-next-line rule/id -- reason` in a comment. */
export interface Silence {
  at: Place;
  rule: string;
  reason: string;
  /** Line it speaks about, from 1. */
  line: number;
  used: boolean;
}

/** An entry of `rules` in `.mcp-provider.json`. */
export interface ConfiguredSetting {
  at: Place;
  rule: string;
  /** Undefined where it is none. */
  setting: Setting | undefined;
}

/** Which rules run and how much their findings weigh. */
export interface RunOptions {
  /** Flags: they win over the project's own settings. */
  settings?: ReadonlyMap<string, Setting>;
  /** Only these rules. */
  only?: ReadonlySet<string>;
  /** Only what belongs to these providers. */
  providers?: ReadonlySet<string>;
}
