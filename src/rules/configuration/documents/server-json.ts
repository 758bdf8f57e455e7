import type { DataDocument, DataNode, Place } from '../../../model/project.js';
import { type Text, textAt } from './scalars.js';

export interface Fault {
  at: Place;
  message: string;
  hint: string;
}

const NAME =
  /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])\/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])$/;
const RANGE = /^latest$|[\^~<>=*]|\s-\s|\|\||(^|\.)[xX](\.|$)/;
const LONGEST = 100;

/** What the registry refuses about the server itself (ecosystem: `parseServerName`, `validateVersion`, `validateTitle`). */
export function serverFaults(server: DataDocument): Fault[] {
  const faults: Fault[] = [];
  const name = textAt(server, 'name');
  if (name && !NAME.test(name.text)) {
    faults.push({
      at: name.at,
      message: `The registry does not take the name "${name.text}".`,
      hint: 'Write it as "namespace/name", for instance "io.github.acme/acme-mcp".',
    });
  }
  for (const key of ['name', 'description', 'version']) {
    if (server.get(key)) continue;
    faults.push({
      at: server.start,
      message: `"server.json" has no "${key}".`,
      hint: `Add "${key}": the registry refuses a server without it.`,
    });
  }
  for (const key of ['description', 'title']) {
    const text = textAt(server, key);
    if (!text || (text.text.trim() !== '' && text.text.length <= LONGEST)) continue;
    faults.push({
      at: text.at,
      message: `The "${key}" has ${text.text.length} characters, and the registry takes 1 to ${LONGEST}.`,
      hint: 'Say it in one short sentence.',
    });
  }
  return [...faults, ...versionFaults(server), ...remoteFaults(server)];
}

/** What server.json and package.json have to agree about. */
export function publishedFaults(server: DataDocument, packageJson: DataDocument): Fault[] {
  const faults: Fault[] = [];
  const [name, version] = [textAt(server, 'name'), textAt(server, 'version')];
  const published = textAt(packageJson, 'version');
  if (version && published && version.text !== published.text) {
    faults.push({
      at: version.at,
      message: `The version "${version.text}" is not that of "package.json", "${published.text}".`,
      hint: 'Raise both together.',
    });
  }
  const onNpm = itemsOf(server, 'packages').some(
    (_, index) => textAt(server, 'packages', index, 'registryType')?.text === 'npm',
  );
  const mcpName = textAt(packageJson, 'mcpName');
  if (onNpm && name && mcpName?.text !== name.text) {
    faults.push({
      at: mcpName?.at ?? packageJson.start,
      message: `"package.json" does not say that it is the server "${name.text}".`,
      hint: `Set "mcpName" to "${name.text}": the registry compares them.`,
    });
  }
  return faults;
}

function versionFaults(server: DataDocument): Fault[] {
  const own = textAt(server, 'version');
  const ofPackages = itemsOf(server, 'packages').map((_, index) =>
    textAt(server, 'packages', index, 'version'),
  );
  return [own, ...ofPackages].flatMap((version) => {
    if (!version) return [];
    if (RANGE.test(version.text)) {
      return [
        {
          at: version.at,
          message: `"${version.text}" is not one version.`,
          hint: 'Name the exact version.',
        },
      ];
    }
    return own && version.text !== own.text
      ? [
          {
            at: version.at,
            message: `The package has the version "${version.text}", and the server "${own.text}".`,
            hint: 'Raise both together.',
          },
        ]
      : [];
  });
}

function remoteFaults(server: DataDocument): Fault[] {
  const remotes = itemsOf(server, 'remotes').flatMap(
    (_, index) => textAt(server, 'remotes', index, 'url') ?? [],
  );
  return remotes.flatMap(({ at, text }: Text) =>
    /^https:\/\/(?!localhost\b|127\.|\[::1\])/i.test(text)
      ? []
      : [
          {
            at,
            message: `Nobody else reaches "${text}".`,
            hint: 'Name a public address with https.',
          },
        ],
  );
}

function itemsOf(document: DataDocument, key: string): readonly DataNode[] {
  const list = document.get(key);
  return list?.is === 'list' ? list.items : [];
}
