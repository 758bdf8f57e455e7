import { defineRule } from '../define.js';
import { project } from '../example.js';

const HINT = 'Remove it. Add the certificate of a private authority with NODE_EXTRA_CA_CERTS.';

export default defineRule({
  severity: 'error',
  summary: 'TLS certificates are verified.',
  why: 'Without verification, others in the network can impersonate the API and read the credentials.',
  source: {
    text: 'CWE-295, Improper Certificate Validation.',
    url: 'https://cwe.mitre.org/data/definitions/295.html',
  },
  securitySeverity: 7.4,
  on: 'project',
  check({ files, documents: { envExample, clients }, code }, report) {
    for (const file of files.values()) {
      if (file.test || !/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED/.test(file.text)) continue;
      for (const { entries } of file.facts.objects) {
        for (const entry of entries) {
          if (entry.is !== 'entry' || entry.key !== 'rejectUnauthorized') continue;
          if (code.constant({ file, value: entry.value }) === false)
            report({ at: file.at(entry), ...words(entry.key) });
        }
      }
      for (const { target, value } of file.facts.assignments) {
        if (target.is !== 'member' || !value) continue;
        const constant = code.constant({ file, value });
        const off =
          (target.name === 'NODE_TLS_REJECT_UNAUTHORIZED' && String(constant) === '0') ||
          (target.name === 'rejectUnauthorized' && constant === false);
        if (off) report({ at: file.at(target), ...words(target.name) });
      }
    }
    for (const document of [envExample, ...clients.map((client) => client.document)]) {
      const found = /NODE_TLS_REJECT_UNAUTHORIZED(?="?\s*[:=]\s*"?0)/.exec(document?.text ?? '');
      if (document && found)
        report({
          at: document.at({ start: found.index, end: found.index + found[0].length }),
          ...words(found[0]),
        });
    }
  },
  examples: [
    {
      ok: project`
        // src/core/agent.ts
        export const options = { rejectUnauthorized: true };
      `,
    },
    {
      bad: project`
        // src/core/agent.ts
        export const options = { ‹rejectUnauthorized›: false };
      `,
      finds: ['"rejectUnauthorized" turns off certificate verification.'],
    },
    {
      bad: project`
        // src/core/agent.ts
        ‹process.env.NODE_TLS_REJECT_UNAUTHORIZED› = '0';
      `,
      finds: ['"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'],
    },
    {
      bad: project`
        // .env.example
        A=
        ‹NODE_TLS_REJECT_UNAUTHORIZED›=0
      `,
      finds: ['"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'],
    },
  ],
});

const words = (name: string) => ({
  message: `"${name}" turns off certificate verification.`,
  hint: HINT,
});
