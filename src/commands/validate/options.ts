import { resolve } from 'node:path';
import type { CommandContext, GivenArguments, OrderedFlag } from '../../model/command.js';
import {
  outputTaken,
  outputToStdout,
  outputTwice,
  outputWithoutFormat,
  twoReports,
} from '../../model/errors/validate.js';
import type { Severity } from '../../model/finding.js';
import type { Rules, RunOptions } from '../../model/rule.js';
import type { reporters } from '../../reporters/register.gen.js';
import { ruleFlags } from '../../rules/settings.js';

export type Format = keyof typeof reporters;

export interface WantedReport {
  format: Format;
  /** Absolute; stdout where there is none. */
  file?: string;
}

export interface ValidateOptions {
  /** As it was typed. */
  directory: string | undefined;
  reports: readonly WantedReport[];
  failOn: Severity;
  fix: boolean;
  run: RunOptions;
}

/** @throws CliError `validate/…` for flags that do not go together, and rules that do not exist */
export function readOptions(
  { host, flags }: CommandContext,
  { arguments: [directory], values, lists, switches, ordered }: GivenArguments,
  rules: Rules,
): ValidateOptions {
  const fix = switches.fix ?? false;
  return {
    directory,
    // Of a dry run the one document is the plan; the report beside it is for people.
    reports: wantedReports(ordered, flags.json && !flags.dryRun, host.cwd),
    failOn: values.failOn === 'warning' ? 'warning' : 'error',
    fix,
    run: {
      ...ruleFlags(lists.rule ?? [], rules),
      ...(lists.provider && { providers: new Set(lists.provider) }),
    },
  };
}

function fresh(file: string, typed: string, reports: readonly WantedReport[]): string {
  const other = reports.find((report) => report.file === file);
  if (other) throw outputTaken(typed, other.format);
  return file;
}

/** Each `--format` begins a report; an `--output` behind it says where that goes. */
function wantedReports(ordered: readonly OrderedFlag[], json: boolean, cwd: string) {
  const reports: WantedReport[] = [];
  for (const [flag, value] of ordered) {
    const current = reports.at(-1);
    if (flag === '--format')
      reports.push({ format: value as Format }); // one of the option's choices
    else if (!current) throw outputWithoutFormat(value);
    else if (current.file !== undefined) throw outputTwice(value);
    else if (value === '-') throw outputToStdout(current.format);
    else current.file = fresh(resolve(cwd, value), value, reports);
  }
  const printed = reports.filter(({ file }) => file === undefined);
  if (json && printed.every(({ format }) => format !== 'json')) printed.push({ format: 'json' });
  const [first, second] = printed;
  if (first && second) throw twoReports(first.format, second.format);
  const written = reports.filter(({ file }) => file !== undefined);
  if (written.length > 0) return [...written, ...printed];
  return [first ?? { format: 'pretty' as const }];
}
