/** Tests of projects load these exports from the installed package, to compare a project with its last release. */
export { changesSinceRelease } from './contract/release-report.js';
export type { Definition } from './contract/definition-change.js';
export type { ListedPart, ReleasedTool, ProviderDefinitions } from './contract/lock.js';
export type { FormerName } from './model/former-name.js';
