import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { knownSecrets, looksSecret } from './secrets/find.js';
import { isSecretName } from '../../flow/sources/secret-names.js';
import { textEntries } from './secrets/entries.js';

const HINT = 'Revoke it, and read the new one from an environment variable.';

// Put together here, so that scanners of this repository do not take it for a real one.
const TOKEN = ['ghp', 'q7XvT2mZr9LkB4nWc8YdHs3JfPa6GuE1oiRt'].join('_');

export default defineRule({
  severity: 'error',
  summary: 'Source files, settings and client configurations contain no secret of a known format.',
  why: 'A committed secret is in every clone and every backup. Projects read secrets from environment variables or from the encrypted store.',
  source: {
    text: 'CWE-798, Use of Hard-coded Credentials.',
    url: 'https://cwe.mitre.org/data/definitions/798.html',
  },
  securitySeverity: 9.1,
  conceals: true,
  on: 'project',
  check(project, report) {
    for (const file of project.files.values()) inSource(file, report);
    const { all, packageLock } = project.documents;
    for (const document of all) {
      if (document === packageLock) continue;
      const known = knownSecrets(document.text);
      for (const { what, ...span } of known) {
        report({ at: document.at(span), message: `This is ${what}.`, hint: HINT });
      }
      if (!('root' in document)) continue;
      // Only data documents have a root: `TextFile` alone does not say so.
      const { root } = document as typeof document & { root: Parameters<typeof textEntries>[0] };
      for (const { key, value, text } of textEntries(root)) {
        const seen = known.some(({ start, end }) => start < value.end && value.start < end);
        if (seen || !isSecretName(key) || !looksSecret(text)) continue;
        report({ at: document.at(value), message: `"${key}" contains a secret.`, hint: HINT });
      }
    }
  },
  examples: [
    {
      ok: project`
        // .env.example
        WEATHER_API_KEY=your-key-here
      `,
    },
    {
      ok: project`
        // tests/secret.test.ts
        export const apiKey = 'f3b9c1e07a5d4862b0c7';
      `,
    },
    {
      ok: project`
        // .mcp.json
        { "mcpServers": { "a": { "env": { "API_KEY": "\${API_KEY}" } } } }
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed

        + const tokenName = 'X-Access-Token-V2';
      `,
    },
    {
      bad: project`
        // .env.example
        # The key.
        WEATHER_API_KEY=‹f3b9c1e07a5d4862b0c7›
      `,
      finds: ['"WEATHER_API_KEY" contains a secret.'],
    },
    {
      bad: project`
        // src/providers/weather/api/token.ts
        export const headers = { authorization: 'Bearer ‹${TOKEN}›' };
      `,
      finds: ['This is a GitHub token.'],
    },
    {
      bad: project`
        // .mcp.json
        { "mcpServers": { "a": { "headers": { "Authorization": ‹"Bearer f3b9c1e07a5d4862b0c7"› } } } }
      `,
      finds: ['"Authorization" contains a secret.'],
    },
    {
      bad: project`
        // src/keys.ts
        export const keys = { clientSecret: ‹'f3b9c1e07a5d4862b0c7'› };
      `,
      finds: ['"clientSecret" contains a secret.'],
    },
    {
      bad: project`
        // src/keys.ts
        export const API_KEY = ‹'f3b9c1e07a5d4862b0c7'›;
      `,
      finds: ['"API_KEY" contains a secret.'],
    },
  ],
});

/** In tests only what has the form of a real secret: they need something to sign in with. */
function inSource(file: SourceFile, report: Report): void {
  const known = knownSecrets(file.text);
  for (const { what, ...span } of known) {
    report({ at: file.at(span), message: `This is ${what}.`, hint: HINT });
  }
  if (file.test) return;
  const suspects = new Set<Value>(
    file.facts.texts.filter((text) => text.is === 'string' && looksSecret(text.value)),
  );
  if (suspects.size === 0) return;
  const { declarations, objects, assignments } = file.facts;
  const named = [
    ...declarations.flatMap(({ name, init, path }) =>
      init && path.length === 0 ? [{ name, value: init }] : [],
    ),
    ...objects.flatMap(({ entries }) =>
      entries.flatMap((entry) =>
        entry.is === 'entry' ? [{ name: entry.key, value: entry.value }] : [],
      ),
    ),
    ...assignments.flatMap(({ target, value }) =>
      value && (target.is === 'name' || target.is === 'member')
        ? [{ name: target.name, value }]
        : [],
    ),
  ];
  for (const { name, value } of named) {
    if (!suspects.has(value) || !isSecretName(name)) continue;
    if (known.some(({ start, end }) => start < value.end && value.start < end)) continue;
    report({ at: file.at(value), message: `"${name}" contains a secret.`, hint: HINT });
  }
}
