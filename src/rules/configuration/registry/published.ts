import type { DataDocument } from '../../../model/project.js';
import { textAt } from '../documents/scalars.js';
import { firstMember } from '../../insertion.js';
import { type Fault, Part } from './faults.js';

/** What server.json and package.json have to agree about. */
export function publishedFaults(document: DataDocument, packageJson: DataDocument): Fault[] {
  if (document.root?.is !== 'map') return [];
  const server = new Part(document, document.root);
  const faults: Fault[] = [];
  const [name, version] = [server.text('name'), server.text('version')];
  const published = textAt(packageJson, 'version');
  if (version && published && version.text !== published.text) {
    faults.push({
      at: version.at,
      message: `The version is "${version.text}" here and "${published.text}" in "package.json".`,
      hint: 'Set both to the same version.',
      fix: [version, ...server.parts('packages').flatMap((each) => each.text('version') ?? [])]
        .filter(({ text }) => text === version.text)
        .map(({ at }) => ({ at, text: JSON.stringify(published.text) })),
    });
  }
  const onNpm = server
    .parts('packages')
    .filter((each) => each.text('registryType')?.text === 'npm');
  if (onNpm.length === 0) return faults;
  const hidden = packageJson.get('private');
  if (hidden?.is === 'scalar' && hidden.value === true) {
    faults.push({
      at: packageJson.at(hidden),
      message: 'The package is private, so npm does not publish it.',
      hint: 'Remove "private", or "packages" from "server.json".',
    });
  }
  const mcpName = textAt(packageJson, 'mcpName');
  if (name && mcpName?.text !== name.text) {
    faults.push({
      at: mcpName?.at ?? packageJson.start,
      message: `"mcpName" in "package.json" is not "${name.text}".`,
      hint: `Set "mcpName" to "${name.text}".`,
      ...(!mcpName &&
        packageJson.root?.is === 'map' && {
          fix: [firstMember(packageJson, packageJson.root, 'mcpName', JSON.stringify(name.text))],
        }),
    });
  }
  const own = textAt(packageJson, 'name');
  const identifiers = onNpm.flatMap((each) => each.text('identifier') ?? []);
  const [first] = identifiers;
  if (own && first && identifiers.every(({ text }) => text !== own.text)) {
    faults.push({
      at: first.at,
      message: `The package name is "${first.text}" here and "${own.text}" in "package.json".`,
      hint: `Use "${own.text}".`,
    });
  }
  return faults;
}
