import type { DataDocument } from '../../../model/project.js';
import { type Fault, isHttps, Part } from './faults.js';
import { strayFaults } from './keys.js';
import { packageFaults } from './packages.js';
import { remoteFaults } from './remotes.js';
import { textOf } from '../../../model/data-text.js';

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

/** What the registry rejects (modelcontextprotocol/registry, `validators.go`, `utils.go`, `npm.go`, `mcpb.go`). */
export function serverFaults(document: DataDocument): Fault[] {
  if (!document.root || document.problems.length > 0) return [];
  if (document.root.is !== 'map') {
    const message = '"server.json" is not an object.';
    return [{ at: document.start, message, hint: 'Write one object in braces.' }];
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

/** Keys whose values must be strings or arrays. */
function formFaults(server: Part): Fault[] {
  const wrong = (keys: readonly string[], is: 'scalar' | 'list', word: string) =>
    keys.flatMap((key) => {
      const node = server.get(key);
      if (!node || (is === 'scalar' ? textOf(node) !== undefined : node.is === is)) return [];
      const message = `"${key}" is not ${word}.`;
      return [{ at: server.document.at(node), message, hint: `Write it as ${word}.` }];
    });
  return [
    ...wrong(['$schema', 'name', 'description', 'version', 'title'], 'scalar', 'a string'),
    ...wrong(['packages', 'remotes', 'icons'], 'list', 'an array'),
  ];
}

function identityFaults(server: Part): Fault[] {
  const missing = ['$schema', 'name', 'description', 'version'].flatMap((key) =>
    server.lacks(key, `Add "${key}".`),
  );
  const length = (key: string) =>
    server.refuses(
      key,
      (text) => text.trim() !== '' && text.length <= LONGEST,
      `"${key}" has ${server.text(key)?.text.length} characters; 1 to ${LONGEST} are allowed.`,
      'Use one short sentence.',
    );
  return [
    ...missing,
    ...server.refuses(
      '$schema',
      (text) => SCHEMA.test(text),
      'The schema is unknown.',
      'Use a published schema, such as "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json".',
    ),
    ...server.refuses(
      'name',
      (text) => NAME.test(text),
      `The server name "${server.text('name')?.text}" is invalid.`,
      'Use the form "namespace/name", for example "io.github.acme/acme-mcp".',
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
      return [{ at, message: `"${text}" is not an exact version.`, hint: 'Use an exact version.' }];
    }
    if (!own || text === own.text) return [];
    const message = `The version of the package is "${text}", that of the server "${own.text}".`;
    return [{ at, message, hint: 'Set both to the same version.' }];
  });
}

function linkFaults(server: Part): Fault[] {
  const https = (part: Part, key: string) =>
    part.refuses(key, isHttps, `"${key}" is not an https URL.`, 'Use an https URL.');
  const repository = server.part('repository');
  const { text: source = '' } = repository?.text('source') ?? {};
  return [
    ...https(server, 'websiteUrl'),
    ...server.parts('icons').flatMap((icon) => https(icon, 'src')),
    ...(repository?.refuses(
      'source',
      (text) => Object.hasOwn(REPOSITORY, text),
      `The repository source "${source}" is not supported.`,
      'Use "github" or "gitlab".',
    ) ?? []),
    ...(repository?.refuses(
      'url',
      (text) => REPOSITORY[source]?.test(text) ?? true,
      `This is not the URL of a repository at "${source}".`,
      'Use the form "https://github.com/owner/name".',
    ) ?? []),
    ...(repository?.refuses(
      'subfolder',
      (text) => text.split('/').every((name) => /^(?!\.{1,2}$)[\w.-]+$/.test(name)),
      '"subfolder" is not a path from the root of the repository.',
      'Use a form like "packages/weather".',
    ) ?? []),
  ];
}

function metaFaults(server: Part): Fault[] {
  const meta = server.part('_meta');
  if (meta?.node.is !== 'map') return [];
  return meta.node.entries.flatMap(({ key, value, ...span }) => {
    const at = server.document.at(span);
    if (key !== KEPT) {
      return [{ at, message: `The registry removes "${key}".`, hint: `Move it to "${KEPT}".` }];
    }
    const bytes = Buffer.byteLength(server.document.text.slice(value.start, value.end));
    if (bytes <= MOST_BYTES) return [];
    const message = `The metadata has ${bytes} bytes; the maximum is ${MOST_BYTES}.`;
    return [{ at, message, hint: 'Remove metadata that readers of the registry do not need.' }];
  });
}
