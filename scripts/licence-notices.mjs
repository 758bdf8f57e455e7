import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The licences of all packages in a bundle, as most of them ask; `inputs` are paths below `root`. */
export function licenceNotices(root, inputs) {
  const packages = new Map(
    inputs.flatMap((path) => {
      const match = PACKAGE.exec(path);
      return match ? [[match[1], join(root, match[0])]] : [];
    }),
  );
  return [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, folder]) => `${name}\n${'-'.repeat(name.length)}\n${licence(name, folder)}\n`)
    .join('\n');
}

/** The licence file, or what package.json says where a package has none. */
function licence(name, folder) {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file) return readFileSync(join(folder, file), 'utf8').trim();
  const { license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!license) throw new Error(`The package "${name}" would be bundled, but states no licence.`);
  return `${license}${author ? `, ${author.name ?? author}` : ''}`;
}
