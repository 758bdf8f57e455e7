/**
 * Replaces the validator that `@modelcontextprotocol/server` loads for Node.js, in a build: this is
 * the smaller one. Servers of this package check with Zod; it checks only schemas that a provider's
 * code passes to the SDK.
 */
export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
export { default as process } from 'node:process';
