/** What has changed in a project since its last release: its tests load it from the installed package. */
export { changesSinceRelease } from './contract/release-report.js';
export type { Definition } from './contract/definition-change.js';
export type { ListedPart, ReleasedTool, ProviderDefinitions } from './contract/lock.js';
export type { FormerName } from './model/former-name.js';
