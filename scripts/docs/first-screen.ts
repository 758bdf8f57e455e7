import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stranger types once both packages are on npm; tests run it against a local registry. */
export const RELEASED = 'scripts/docs/released.md';

const CLONE = `**Not on npm until the first release.** Until then, everything runs from a clone of this repository, with Node.js 20.19 or newer:`;

const LATER = `## After the first release

These work without a clone only once the packages are on npm, and so do the commands \`npx create-mcp-provider\` and
\`npm install mcp-provider\` on the pages of the documentation.`;

/**
 * The parts of the README that the first release changes: where it begins, and what it promises for later.
 * @param changelog a release is a section with a date
 */
export function firstScreen(root: string, changelog: string): { start: string; later: string } {
  const released = readFileSync(join(root, RELEASED), 'utf8').trim();
  return /^## \S+ - \d{4}-\d\d-\d\d$/m.test(changelog)
    ? { start: `${released}\n\nIn a clone of this repository, the quickstart shows it:`, later: '' }
    : { start: CLONE, later: `${LATER}\n\n${released}` };
}
