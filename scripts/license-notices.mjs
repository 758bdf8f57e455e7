import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The licenses of all packages in a bundle, as most of them ask; `inputs` are paths below `root`. */
export function licenseNotices(root, inputs) {
  const packages = new Map(
    inputs.flatMap((path) => {
      const match = PACKAGE.exec(path);
      return match ? [[match[1], join(root, match[0])]] : [];
    }),
  );
  return [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, folder]) => `${name}\n${'-'.repeat(name.length)}\n${licenseOf(name, folder)}\n`)
    .join('\n');
}

/** The files of a package, or what package.json says where it has none. */
function licenseOf(name, folder) {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && /^(?:licen[cs]e|notice|copying)/i.test(entry.name),
  );
  if (files.length > 0)
    return files.map((file) => readFileSync(join(folder, file.name), 'utf8').trim()).join('\n\n');
  const { license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!license) throw new Error(`The package "${name}" would be bundled, but states no license.`);
  return `${license}${author ? `, ${author.name ?? author}` : ''}`;
}
