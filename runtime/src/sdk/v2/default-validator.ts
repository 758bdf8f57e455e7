/**
 * In place of what `@modelcontextprotocol/server` loads for Node.js, in a build: the small one of its two validators.
 * Servers of this package check with Zod; what is checked here are schemas that own code gives to the SDK.
 */
export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
export { default as process } from 'node:process';
