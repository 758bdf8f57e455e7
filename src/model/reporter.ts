import type { Finding, RuleId } from './finding.js';
import type { Manager } from './npx.js';
import type { RuleWords, Setting } from './rule.js';
import type { Paint } from './ui.js';

/** The data of a validation run. */
export interface ValidationReport {
  /** Absolute path to which all paths in the report are relative: the repository, or the project if there is none. */
  root: string;
  tool: { name: string; version: string };
  /** All rules by id. */
  rules: readonly ReportedRule[];
  /** Findings sorted by file, position and rule. */
  findings: readonly Finding[];
  /** Rules that failed, so their findings are unknown. */
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
  /** Whether it is about a source and not about code, so that no comment suppresses its findings. */
  ignoresComments?: true;
}

export interface Failure {
  rule: RuleId;
  /** The project, provider or file that was checked. */
  subject: string;
  error: string;
  /** Whether the run is successful all the same: code scanning refuses reports of other runs. */
  isTolerated?: true;
}

export interface ReportView {
  paint: Paint;
  /** Width of the terminal in columns. */
  columns: number;
  /** Absolute path to which paths for users are relative. */
  cwd: string;
  /** Package manager that runs the suggested commands; npm by default. */
  manager?: Manager;
}

/** An output format: a file in `src/reporters`, whose name is the name of the format. */
export interface Reporter {
  /** Short description for `--help`. */
  summary: string;
  /** Returns the text to print or to write, which ends with a line break; empty if there is nothing to report. */
  render(report: ValidationReport, view: ReportView): string;
}
