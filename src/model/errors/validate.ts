import { CliError } from './cli-error.js';

const didYouMean = (suggestion: string | undefined, otherwise: string) =>
  suggestion === undefined ? otherwise : `Did you mean "${suggestion}"? ${otherwise}`;

export const unknownRule = (id: string, suggestion: string | undefined) =>
  new CliError(
    'validate/unknown-rule',
    `There is no rule "${id}".`,
    didYouMean(suggestion, '"--list-rules" shows all of them.'),
  );

export const unknownSetting = (id: string, setting: string) =>
  new CliError(
    'validate/unknown-setting',
    `The rule "${id}" cannot be set to "${setting}".`,
    'Use "off", "warn" or "error".',
  );

export const noRuleLeft = () =>
  new CliError(
    'validate/no-rule-left',
    'No rule is left to run: those that were asked for are off.',
    'Leave out "--rule ID=off", or ask for another rule.',
  );

export const onlyWithFix = (flag: string) =>
  new CliError(
    'validate/only-with-fix',
    `"${flag}" shows what "--fix" would change, but there is no "--fix".`,
    'Add "--fix", or leave it out: nothing is changed without it.',
  );

export const outputWithoutFormat = (file: string) =>
  new CliError(
    'validate/output-without-format',
    `No "--format" stands before "--output ${file}".`,
    'Say first what is to be written: "--format sarif --output report.sarif".',
  );

export const outputTwice = (file: string) =>
  new CliError(
    'validate/output-twice',
    `The report before "--output ${file}" has a file already.`,
    'Give a "--format" for each "--output".',
  );

export const outputTaken = (file: string, format: string) =>
  new CliError(
    'validate/output-taken',
    `The report "${format}" goes to "${file}" already.`,
    'Give each "--format" a file of its own.',
  );

export const outputToStdout = (format: string) =>
  new CliError(
    'validate/output-to-stdout',
    '"--output" takes a file, and "-" is none.',
    `Leave "--output -" out: "--format ${format}" alone goes to stdout.`,
  );

export const twoReports = (one: string, other: string) =>
  new CliError(
    'validate/two-reports',
    `The reports "${one}" and "${other}" cannot both go to stdout.`,
    'Give one of them a file: put "--output FILE" behind its "--format".',
  );
