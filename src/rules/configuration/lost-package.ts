import { basename } from 'node:path/posix';
import { defineRule } from '../define.js';
import { declaredPackages } from './packages/declared.js';

/** `mcp-provider` of `mcp-provider-0.2.0-0a1b2c3d.tgz`. */
const packed = (file: string): string => /^(.+?)-\d+\.\d+\.\d+.*\.tgz$/.exec(file)?.[1] ?? '';

export default defineRule({
  severity: 'error',
  summary: 'Packages that are files of the project exist.',
  why: 'A package manager that does not find the file installs nothing, so the server cannot be built.',
  source: {
    text: 'npm, package.json: local paths.',
    url: 'https://docs.npmjs.com/cli/v11/configuring-npm/package-json#local-paths',
  },
  on: 'project',
  check({ documents: { packageJson, packageLock, lostPackages } }, report) {
    for (const { name, at, text } of declaredPackages(packageJson)) {
      const beside = lostPackages.get(text);
      if (!beside) continue;
      const file = basename(text);
      const [found, another] = beside.filter(
        (each) => packed(each) && packed(each) === packed(file),
      );
      const isLocked = packageLock?.text.includes(JSON.stringify(text)) === true;
      const written = JSON.stringify(text.replace(file, () => found ?? file));
      report({
        at,
        message: `The file of the package "${name}" is missing: "${text}".`,
        hint:
          found && !another
            ? `Use ${written}.`
            : 'Restore the file, or use a version of the registry.',
        ...(found !== undefined && !another && !isLocked && { fix: [{ at, text: written }] }),
      });
    }
  },
});
