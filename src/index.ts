export { CliError } from './model/errors/cli-error.js';
export type * from './model/json-schema.js';
export type * from './model/spec.js';
