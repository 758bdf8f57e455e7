import type { Code, Located } from '../../model/code.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

/** In settings, scripts, images and workflows. */
const OFF =
  /NODE_TLS_REJECT_UNAUTHORIZED(?=["']?\s*[:=]?\s*["']?0)|(?<=\bnpm (?:config )?set )strict-ssl(?=[ =]false)/g;

const VARIABLE = 'NODE_TLS_REJECT_UNAUTHORIZED';

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
  check({ files, documents, code }, report) {
    for (const file of files.values()) {
      if (
        file.test ||
        !/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/.test(file.text)
      )
        continue;
      for (const { entries } of file.facts.objects) {
        for (const entry of entries) {
          if (entry.is !== 'entry') continue;
          if (entry.key === 'checkServerIdentity' && acceptsAll({ file, value: entry.value }, code))
            report({ at: file.at(entry), ...words(entry.key) });
          if (entry.key === VARIABLE && canBeOff({ file, value: entry.value }, code))
            report({ at: file.at(entry), ...words(entry.key) });
          if (entry.key !== 'rejectUnauthorized') continue;
          const verifies = code.constant({ file, value: entry.value });
          if (verifies === false || verifies === undefined)
            report({ at: file.at(entry), ...words(entry.key) });
        }
      }
      for (const { target, value } of file.facts.assignments) {
        if (target.is !== 'member' || !value) continue;
        const constant = code.constant({ file, value });
        const off =
          (target.name === VARIABLE && canBeOff({ file, value }, code)) ||
          (target.name === 'rejectUnauthorized' && (constant === false || constant === undefined));
        if (off) report({ at: file.at(target), ...words(target.name) });
      }
    }
    for (const document of documents.all) {
      if (document.path.endsWith('.md')) continue;
      for (const found of document.text.matchAll(OFF))
        report({
          at: document.at({ start: found.index, end: found.index + found[0].length }),
          ...words('NODE_TLS_REJECT_UNAUTHORIZED'),
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

/** `'0'`, also as one of several. */
const canBeOff = ({ file, value }: Located, code: Code): boolean =>
  [value, ...(value.is === 'compound' ? value.parts : [])].some(
    (part) => String(code.constant({ file, value: part })) === '0',
  );

/** A function that returns no error, whatever the certificate says. */
function acceptsAll(value: Located, code: Code): boolean {
  const made = code.functions(value).at(-1);
  if (!made) return false;
  const { file } = made;
  const { returned, thrown, start, end } = made.function;
  const calls = file.facts.calls.some((each) => start <= each.start && each.end <= end);
  const isNothing = returned.every(
    (each) => each.is === 'literal' || (each.is === 'name' && each.name === 'undefined'),
  );
  return !calls && thrown.length === 0 && isNothing;
}
