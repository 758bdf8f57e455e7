export { CliError } from './model/errors/cli-error.js';
export type * from './model/finding.js';
export type * from './model/json-schema.js';
export type { Failure, ReportedRule, ValidationReport } from './model/reporter.js';
export type { RuleWords, Setting, RuleReference as Source } from './model/rule.js';
export type * from './model/spec.js';
export { validate, type ValidateOptions } from './validate.js';
