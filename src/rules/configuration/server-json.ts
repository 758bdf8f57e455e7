import { Validator } from '@cfworker/json-schema';
import { pointerKeys } from '../../../runtime/src/utils/json-pointer.js';
import type { Document } from '../../model/document.js';
import type { ReportFinding, Rule } from '../../model/rule.js';
import schema from './server.schema.json' with { type: 'json' };

const SERVER = 'server.json';
const MANIFEST = 'package.json';
/** The name of the server in the examples. */
const NAME_EDIT = ['"name"', '"mcpName": "io.github.acme/weather",\n  "name"'] as const;

const PUBLISHER = 'io.modelcontextprotocol.registry/publisher-provided';

const example = (furtherMembers: Readonly<Record<string, string>> = {}) => {
  const members = {
    name: '"io.github.acme/weather"',
    description: '"Forecasts."',
    version: '"0.1.0"',
    identifier: '"weather-mcp"',
    published: '"0.1.0"',
    ...furtherMembers,
  };
  return `{
  "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
  "name": ${members.name},
  "description": ${members.description},
  "version": ${members.version},
  "packages": [
    {
      "registryType": "npm",
      "identifier": ${members.identifier},
      "version": ${members.published},
      "transport": { "type": "stdio" }
    }
  ]
}
`;
};

export default {
  severity: 'error',
  summary: 'The file server.json is valid for the MCP registry and agrees with package.json.',
  why: 'The registry refuses the file when npm has already published the version, which cannot be published again.',
  source: {
    text: 'modelcontextprotocol/registry, server.json.',
    url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json',
  },
  limits: 'Only the registry knows whether a namespace belongs to you.',
  project(project, report) {
    const server = project.document(SERVER);
    if (server?.errors.length !== 0 || !isOfRegistry(server)) return;
    reportSchema(server, report);
    const manifest = project.document(MANIFEST);
    if (manifest?.errors.length === 0) reportPackage(server, manifest, report);
  },
  examples: {
    pass: [
      { [SERVER]: example(), [MANIFEST]: NAME_EDIT },
      { [SERVER]: '{ "port": 80, "version": 3 }' },
    ],
    fail: [
      [
        { [SERVER]: example({ name: '‹"io.github.acme/other"›' }), [MANIFEST]: NAME_EDIT },
        'The name is "io.github.acme/other", but "mcpName" in package.json is "io.github.acme/weather".',
      ],
      [
        { [SERVER]: example({ name: '‹"io.github.acme/weather"›' }) },
        'The name is "io.github.acme/weather", but package.json has no "mcpName".',
      ],
      [
        { [SERVER]: example({ identifier: '‹"other"›' }), [MANIFEST]: NAME_EDIT },
        'The package on npm is "other", but package.json is that of "weather-mcp".',
      ],
      [
        {
          [SERVER]: example({ description: `‹"${'long '.repeat(24)}"›` }),
          [MANIFEST]: NAME_EDIT,
        },
        'The registry refuses "description": String is too long (120 > 100).',
      ],
      [
        {
          [SERVER]: example({
            version: `"0.1.0",\n  "_meta": { "${PUBLISHER}": ‹1› }`,
          }),
          [MANIFEST]: NAME_EDIT,
        },
        `The registry refuses "_meta.${PUBLISHER}": Instance type "number" is invalid. Expected "object".`,
      ],
      [
        {
          [SERVER]: example({ version: '‹"0.0.8"›', published: '‹"0.0.9"›' }),
          [MANIFEST]: NAME_EDIT,
        },
        'The version is "0.0.8", but that of package.json is "0.1.0".',
        'The version is "0.0.9", but that of package.json is "0.1.0".',
      ],
    ],
    fix: [
      [
        { [SERVER]: example({ version: '"0.0.8"', published: '"0.0.9"' }), [MANIFEST]: NAME_EDIT },
        { [SERVER]: example(), [MANIFEST]: NAME_EDIT },
      ],
    ],
  },
} satisfies Rule;

/** Returns whether the file is for the registry, because other programs also have a file with this name. */
const isOfRegistry = (server: Document): boolean =>
  server.text('$schema')?.endsWith('/server.schema.json') === true ||
  ['packages', 'remotes'].some((key) => server.get(key) !== undefined);

/** JSON Schema keywords whose errors only state that a part of the value is invalid. */
const OUTER_KEYWORDS = new Set(['properties', 'items', '$ref', 'anyOf', 'allOf', 'oneOf']);

function reportSchema(server: Document, report: ReportFinding): void {
  const { errors } = new Validator(schema, '7', false).validate(server.value);
  const reportedPaths = new Set<string>();
  for (const { keyword, error, instanceLocation } of errors) {
    // Each alternative of a value reports what it lacks; the first one is sufficient.
    if (OUTER_KEYWORDS.has(keyword) || reportedPaths.has(instanceLocation)) continue;
    reportedPaths.add(instanceLocation);
    const keys = pointerKeys(instanceLocation);
    const node = server.get(...keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key)));
    const name = keys.length > 0 ? `"${keys.join('.')}"` : 'the file';
    report(
      node?.range ?? server.range,
      `The registry refuses ${name}: ${error}`,
      'Correct it: the schema is at the address in "$schema".',
    );
  }
}

function reportPackage(server: Document, manifest: Document, report: ReportFinding): void {
  const [name, mcpName] = [server.get('name'), manifest.get('mcpName')];
  if (name && name.value !== mcpName?.value)
    report(
      name.range,
      `The name is "${String(name.value)}", but ${
        mcpName
          ? `"mcpName" in package.json is "${String(mcpName.value)}"`
          : 'package.json has no "mcpName"'
      }.`,
      'Use one name in both: the registry looks for it in the package on npm.',
    );
  const onNpm = (server.get('packages')?.items ?? []).filter(
    (packageEntry) => packageEntry.text('registryType') === 'npm',
  );
  const ofProject = onNpm.filter(
    (npmPackage) => npmPackage.text('identifier') === manifest.text('name'),
  );
  const [otherPackage] = ofProject.length > 0 ? [] : onNpm;
  const identifier = otherPackage?.get('identifier');
  if (identifier)
    report(
      identifier.range,
      `The package on npm is "${String(identifier.value)}", but package.json is that of "${manifest.text('name') ?? ''}".`,
      'Use the name of the package.',
    );
  const version = manifest.text('version');
  for (const member of [server, ...onNpm].map((packageOrServer) => packageOrServer.get('version')))
    if (member && version !== undefined && member.value !== version)
      report(
        member.range,
        `The version is "${String(member.value)}", but that of package.json is "${version}".`,
        'Use the same version.',
        [{ at: member.range, text: JSON.stringify(version) }],
      );
}
