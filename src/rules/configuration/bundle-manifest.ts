import { isSecretName } from '../../model/secret-names.js';
import type { DataDocument } from '../../model/project.js';
import type { Complaint } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { textAt } from './documents/scalars.js';
import { textEntries } from './documents/texts.js';
import { textsBelow } from '../../model/data-text.js';

export default defineRule({
  severity: 'error',
  summary: 'The manifest of a bundle (.mcpb) is complete and matches package.json.',
  why: 'A client rejects an invalid bundle, and shows secrets that are not marked as sensitive.',
  source: {
    text: 'modelcontextprotocol/mcpb, MANIFEST.md.',
    url: 'https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md',
  },
  on: 'project',
  check({ documents: { bundleManifest, packageJson } }, report) {
    // Other programs have a manifest.json, too.
    if (!bundleManifest?.get('manifest_version')) return;
    for (const fault of [
      ...missingKeys(bundleManifest),
      ...versionFaults(bundleManifest, packageJson),
      ...referenceFaults(bundleManifest),
      ...secretFaults(bundleManifest),
    ])
      report(fault);
  },
});

const REQUIRED = ['name', 'version', 'description', 'author.name', 'server.entry_point'];

const missingKeys = (manifest: DataDocument): Complaint[] =>
  REQUIRED.filter((key) => textAt(manifest, ...key.split('.')) === undefined).map((key) => ({
    at: manifest.start,
    message: `The required key "${key}" is missing.`,
    hint: `Add "${key}".`,
  }));

function versionFaults(manifest: DataDocument, packageJson?: DataDocument): Complaint[] {
  const version = textAt(manifest, 'version');
  const published = textAt(packageJson, 'version');
  if (!version || !published || version.text === published.text) return [];
  return [
    {
      at: version.at,
      message: `The version is "${version.text}" here and "${published.text}" in "package.json".`,
      hint: 'Set both to the same version.',
      fix: [{ at: version.at, text: JSON.stringify(published.text) }],
    },
  ];
}

const REFERENCE = /\$\{user_config\.([^}]+)\}/g;
const referencesIn = (text: string) => Array.from(text.matchAll(REFERENCE), ([, key = '']) => key);

function referenceFaults(manifest: DataDocument): Complaint[] {
  const config = manifest.get('server', 'mcp_config');
  return (config ? textsBelow(config) : []).flatMap(({ value, text }) =>
    referencesIn(text)
      .filter((key) => !manifest.get('user_config', key))
      .map((key) => ({
        at: manifest.at(value),
        message: `"user_config" does not define "${key}".`,
        hint: `Add "${key}" to "user_config".`,
      })),
  );
}

function secretFaults(manifest: DataDocument): Complaint[] {
  const env = manifest.get('server', 'mcp_config', 'env');
  const secrets = (env ? textEntries(env) : []).filter(({ key }) => isSecretName(key));
  return secrets.flatMap(({ key: variable, text }) =>
    referencesIn(text).flatMap((option) => {
      const entry = manifest.entries('user_config').find(({ key }) => key === option);
      const sensitive = manifest.get('user_config', option, 'sensitive');
      if (!entry || (sensitive?.is === 'scalar' && sensitive.value === true)) return [];
      return [
        {
          at: manifest.at(entry),
          message: `"${option}" sets "${variable}" and is not marked as sensitive.`,
          hint: 'Add "sensitive": true.',
        },
      ];
    }),
  );
}
