import { CliError } from './cli-error.js';

const didYouMean = (suggestion: string | undefined, otherwise: string) =>
  suggestion === undefined ? otherwise : `Did you mean "${suggestion}"? ${otherwise}`;

export const unknownRule = (id: string, suggestion: string | undefined) =>
  new CliError(
    'validate/unknown-rule',
    `Unknown rule "${id}".`,
    didYouMean(suggestion, '"--list-rules" lists all rules.'),
  );

export const unknownSetting = (id: string, setting: string) =>
  new CliError(
    'validate/unknown-setting',
    `The rule "${id}" cannot be set to "${setting}".`,
    'Use "off", "warn" or "error".',
  );

export const ruleForDirectory = (id: string, directories: readonly string[]) =>
  new CliError(
    'validate/for-directory',
    `The rule "${id}" runs only with ${directories.map((name) => `"--for ${name}"`).join(' or ')}.`,
    `Add "--for ${directories[0] ?? ''}".`,
  );

export const noRuleLeft = () =>
  new CliError(
    'validate/no-rule-left',
    'No rules to run: all selected rules are off.',
    'Omit "--rule ID=off", or select another rule.',
  );

export const outputWithoutFormat = (file: string) =>
  new CliError(
    'validate/output-without-format',
    `"--output ${file}" must follow "--format".`,
    'Name the format first: "--format sarif --output report.sarif".',
  );

export const outputTwice = (file: string) =>
  new CliError(
    'validate/output-twice',
    `The report before "--output ${file}" already has a file.`,
    'Add a "--format" before each "--output".',
  );

export const outputTaken = (file: string, format: string) =>
  new CliError(
    'validate/output-taken',
    `The report "${format}" is already written to "${file}".`,
    'Use a separate file for each "--format".',
  );

export const outputToStdout = (format: string) =>
  new CliError(
    'validate/output-to-stdout',
    '"--output" requires a file name, not "-".',
    `Omit "--output -": "--format ${format}" without it writes to stdout.`,
  );

export const conflictingReports = (firstReport: string, secondReport: string) =>
  new CliError(
    'validate/two-reports',
    `The reports "${firstReport}" and "${secondReport}" cannot both go to stdout.`,
    'Add "--output FILE" after one "--format".',
  );
