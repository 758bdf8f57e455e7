export { CliError } from './model/errors/cli-error.js';
export type { Edit, Finding, Region, RuleId, Severity } from './model/finding.js';
export type { Failure, ReportedRule, ValidationReport } from './model/reporter.js';
export type { RuleReference, RuleWords, Setting } from './model/rule.js';
export { validate, type ValidateOptions } from './validate.js';
