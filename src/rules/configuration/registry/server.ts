import type { DataDocument } from '../../../model/project.js';
import { type Fault, isHttps, Part } from './faults.js';
import { strayFaults } from './keys.js';
import { packageFaults } from './packages.js';
import { remoteFaults } from './remotes.js';

const SCHEMA =
  /^https:\/\/static\.modelcontextprotocol\.io\/schemas\/\d{4}-\d\d-\d\d\/server\.schema\.json$/;
const NAME =
  /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])\/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])$/;
const REPOSITORY: Readonly<Record<string, RegExp>> = {
  github: /^https:\/\/(www\.)?github\.com\/[\w.-]+\/[\w.-]+\/?$/,
  gitlab: /^https:\/\/(www\.)?gitlab\.com\/[\w.-]+(\/[\w.-]+)+\/?$/,
};
const RANGE = /^latest$|[\^~<>=*]|\s-\s|\|\||(^|\.)[xX](\.|$)/;
const LONGEST = 100;
const KEPT = 'io.modelcontextprotocol.registry/publisher-provided';
const MOST_BYTES = 4_096;

/** What the registry refuses (modelcontextprotocol/registry, `validators.go`, `utils.go`, `npm.go`, `mcpb.go`). */
export function serverFaults(document: DataDocument): Fault[] {
  if (!document.root || document.problems.length > 0) return [];
  if (document.root.is !== 'map') {
    const message = 'This is no description of a server.';
    return [{ at: document.start, message, hint: 'Write one object, in braces.' }];
  }
  const server = new Part(document, document.root);
  const packages = server.parts('packages');
  const remotes = server.parts('remotes');
  return [
    ...formFaults(server),
    ...strayFaults(server),
    ...identityFaults(server),
    ...versionFaults(server, packages),
    ...linkFaults(server),
    ...metaFaults(server),
    ...packages.flatMap(packageFaults),
    ...remotes.flatMap(remoteFaults),
  ];
}

/** What the schema of server.json wants to be a text, or a list. */
function formFaults(server: Part): Fault[] {
  const wrong = (keys: readonly string[], is: 'scalar' | 'list', word: string) =>
    keys.flatMap((key) => {
      const node = server.get(key);
      const isText = node?.is === 'scalar' && typeof node.value === 'string';
      if (!node || (is === 'scalar' ? isText : node.is === is)) return [];
      const message = `"${key}" is not ${word}.`;
      return [{ at: server.document.at(node), message, hint: `Write it as ${word}.` }];
    });
  return [
    ...wrong(['$schema', 'name', 'description', 'version', 'title'], 'scalar', 'a text'),
    ...wrong(['packages', 'remotes', 'icons'], 'list', 'a list'),
  ];
}

function identityFaults(server: Part): Fault[] {
  const missing = ['$schema', 'name', 'description', 'version'].flatMap((key) =>
    server.lacks(key, `Add "${key}": the registry refuses a server without it.`),
  );
  const length = (key: string) =>
    server.refuses(
      key,
      (text) => text.trim() !== '' && text.length <= LONGEST,
      `The "${key}" has ${server.text(key)?.text.length} characters, and the registry takes 1 to ${LONGEST}.`,
      'Say it in one short sentence.',
    );
  return [
    ...missing,
    ...server.refuses(
      '$schema',
      (text) => SCHEMA.test(text),
      'The registry knows no such schema.',
      'Name a published one, such as "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json".',
    ),
    ...server.refuses(
      'name',
      (text) => NAME.test(text),
      `The registry does not take the name "${server.text('name')?.text}".`,
      'Write it as "namespace/name", for instance "io.github.acme/acme-mcp".',
    ),
    ...length('description'),
    ...length('title'),
  ];
}

function versionFaults(server: Part, packages: readonly Part[]): Fault[] {
  const own = server.text('version');
  const all = [own, ...packages.map((each) => each.text('version'))];
  return all.flatMap((version) => {
    if (!version) return [];
    const { at, text } = version;
    if (RANGE.test(text)) {
      return [{ at, message: `"${text}" is not one version.`, hint: 'Name the exact version.' }];
    }
    if (!own || text === own.text) return [];
    const message = `The package has the version "${text}", and the server "${own.text}".`;
    return [{ at, message, hint: 'Raise both together.' }];
  });
}

function linkFaults(server: Part): Fault[] {
  const https = (part: Part, key: string) =>
    part.refuses(key, isHttps, `"${key}" is no address with https.`, 'Name one.');
  const repository = server.part('repository');
  const { text: source = '' } = repository?.text('source') ?? {};
  return [
    ...https(server, 'websiteUrl'),
    ...server.parts('icons').flatMap((icon) => https(icon, 'src')),
    ...(repository?.refuses(
      'source',
      (text) => Object.hasOwn(REPOSITORY, text),
      `The registry knows no repositories at "${source}".`,
      'Name "github" or "gitlab".',
    ) ?? []),
    ...(repository?.refuses(
      'url',
      (text) => REPOSITORY[source]?.test(text) ?? true,
      `This is not the address of a repository at "${source}".`,
      'Write it as "https://github.com/owner/name".',
    ) ?? []),
    ...(repository?.refuses(
      'subfolder',
      (text) => text.split('/').every((name) => /^(?!\.{1,2}$)[\w.-]+$/.test(name)),
      'This is not the way from the root of the repository to a folder.',
      'Write it as "packages/weather".',
    ) ?? []),
  ];
}

function metaFaults(server: Part): Fault[] {
  const meta = server.part('_meta');
  if (meta?.node.is !== 'map') return [];
  return meta.node.entries.flatMap(({ key, value, ...span }) => {
    const at = server.document.at(span);
    if (key !== KEPT) {
      return [{ at, message: `The registry drops "${key}".`, hint: `Put it below "${KEPT}".` }];
    }
    const bytes = Buffer.byteLength(server.document.text.slice(value.start, value.end));
    if (bytes <= MOST_BYTES) return [];
    const message = `This has ${bytes} bytes, and the registry takes ${MOST_BYTES}.`;
    return [{ at, message, hint: 'Keep what nobody else needs out of it.' }];
  });
}
