import type { Finding, RuleId } from './finding.js';
import type { Manager } from './npx.js';
import type { RuleWords, Setting } from './rule.js';
import type { Paint } from './ui.js';

/** Everything a run has to say, as data. */
export interface ValidationReport {
  /** Absolute path all paths in the report are relative to: of the repository, or of the project where there is none. */
  root: string;
  tool: { name: string; version: string };
  /** All rules, by id. */
  rules: readonly ReportedRule[];
  /** By file, position, rule. */
  findings: readonly Finding[];
  /** Rules that broke down: what they would have found is not known. */
  failures: readonly Failure[];
  checked: { providers: readonly string[]; files: number; tools: number };
  /** Content of each file with findings, by path, without byte order mark. */
  texts: Readonly<Record<string, string>>;
}

export interface ReportedRule {
  id: RuleId;
  setting: Setting;
  words: RuleWords;
  /** The project or an option has set it to something else than the rule itself, or has named it. */
  isSet?: true;
  /** It is about a source, not about code: no comment suppresses its findings. */
  ignoresComments?: true;
}

export interface Failure {
  rule: RuleId;
  /** The project, provider or file that was looked at. */
  subject: string;
  error: string;
}

export interface ReportView {
  paint: Paint;
  /** Width of the terminal. */
  columns: number;
  /** Absolute: paths for people are relative to it. */
  cwd: string;
  /** What runs the commands that come next; npm where it is absent. */
  manager?: Manager;
}

/** An output format: one file in `src/reporters`, whose name is the name of the format. */
export interface Reporter {
  /** In `--help`: what it is for, in a few words. */
  summary: string;
  /** The text to print or to write, with a line end after the last line; nothing where there is nothing to say. */
  render(report: ValidationReport, view: ReportView): string;
}
