import { PROGRAMS, programStarter, SHELLS } from '../../flow/sinks/programs.js';
import { descendants } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Code, Located } from '../../model/code.js';
import type { Span, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

/** In settings, scripts, images and workflows. */
const OFF = [
  /NODE_TLS_REJECT_UNAUTHORIZED(?=["']?\s*[:=]?\s*["']?0)/g,
  /NODE_TLS_REJECT_UNAUTHORIZED(?=["']?\s*\r?\n\s*value:\s*["']?0)/g,
  /(?<=\bnpm (?:config )?set )strict-ssl(?=[ =]false)/g,
  // Of the URL of a database that is not on this machine.
  /(?<=:\/\/(?:[^\s@/'"]*@)?(?!localhost|127\.|\[::1\])[^\s'"]*[?&])sslmode(?==disable\b)/g,
  /^(?:strict-ssl(?=\s*=\s*["']?false)|enableStrictSsl(?=:\s*["']?false))/gm,
];

const VARIABLE = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** A file without any of these sets no such option, also not by a name from another file. */
const MAY_SET = /reject|TLS|checkServerIdentity|parse|fromEntries|\]\s*[:=]/i;

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
      if (file.test || !MAY_SET.test(file.text)) continue;
      const set = [...setOptions(file, code), ...calledOptions(file, code)];
      for (const { at, name, value } of set) {
        if (turnsOff(name, value, code)) report({ at: file.at(at), ...words(name) });
      }
      for (const value of textsForPrograms(file, code)) {
        report({ at: file.at(value), ...words(VARIABLE) });
      }
    }
    for (const document of documents.all) {
      if (document.path.endsWith('.md')) continue;
      for (const off of OFF)
        for (const { index, 0: name } of document.text.matchAll(off))
          report({ at: document.at({ start: index, end: index + name.length }), ...words(name) });
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
        // src/core/agent.ts
        export const options = { ...‹JSON.parse('{ "rejectUnauthorized": false }')› };
      `,
      finds: ['"rejectUnauthorized" turns off certificate verification.'],
    },
    {
      bad: project`
        // src/core/agent.ts
        export const options = ‹Object.fromEntries([['rejectUnauthorized', false]])›;
      `,
      finds: ['"rejectUnauthorized" turns off certificate verification.'],
    },
    {
      bad: project`
        // src/core/names.ts
        export const NAME = 'NODE_TLS_REJECT_UNAUTHORIZED';

        // src/core/agent.ts
        import { NAME } from './names.js';
        Object.assign(process.env, { [‹NAME›]: '0' });
      `,
      finds: ['"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'],
    },
    {
      bad: project`
        // src/core/agent.ts
        import { execFile } from 'node:child_process';
        execFile('sh', ['-c', ‹'NODE_TLS_REJECT_UNAUTHORIZED=0 node job.js'›]);
      `,
      finds: ['"NODE_TLS_REJECT_UNAUTHORIZED" turns off certificate verification.'],
    },
    {
      ok: project`
        // src/core/agent.ts
        export const options = JSON.parse('{ "rejectUnauthorized": true }');
        export const hint = 'Never set NODE_TLS_REJECT_UNAUTHORIZED=0.';
      `,
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

interface SetOption {
  at: Span;
  name: string;
  value: Located;
}

/** The texts that a name can be: one, or those of the list that a loop goes through. */
function textsOf(named: Located, code: Code): string[] {
  const text = code.constant(named);
  if (text !== undefined) return [String(text)];
  const origin = code.origin(named);
  if (origin.is !== 'declared' || origin.declaration.path.join() !== '*') return [];
  const { init } = origin.declaration;
  const items = (init && code.list({ file: origin.file, value: init })) ?? [];
  return items.map((item) => String(code.constant(item)));
}

/** Properties of objects, and assignments. */
function setOptions(file: SourceFile, code: Code): SetOption[] {
  const { objects, assignments } = file.facts;
  const named = (at: Span, name: string, value: Value, computed?: Value): SetOption[] => {
    const names = name === '*' && computed ? textsOf({ file, value: computed }, code) : [name];
    return names.map((each) => ({ at, name: each, value: { file, value } }));
  };
  return [
    ...objects.flatMap(({ entries }) =>
      entries.flatMap((entry) =>
        entry.is === 'entry' ? named(entry, entry.key, entry.value, entry.computed) : [],
      ),
    ),
    ...assignments.flatMap(({ target, value }) =>
      target.is === 'member' && value ? named(target, target.name, value, target.computed) : [],
    ),
  ];
}

/**
 * `Reflect.set(target, name, value)`, `Object.defineProperty(target, name, { value })`, `JSON.parse('{ "name": false }')`,
 * `Object.fromEntries([[name, value]])`
 */
const calledOptions = (file: SourceFile, code: Code): SetOption[] =>
  file.facts.calls.flatMap((call): SetOption[] => {
    const [, key, given] = call.arguments;
    const name = externalName(code, { file, value: call.callee }) ?? '';
    if (/^#(JSON\.parse|Object\.fromEntries)$/.test(name)) {
      const properties = code.object({ file, value: call })?.properties ?? [];
      return properties.map((each) => ({ at: call, name: each.key, value: each }));
    }
    if (!key || !given || !/^#(Reflect\.set|(Object|Reflect)\.defineProperty)$/.test(name))
      return [];
    const text = code.constant({ file, value: key });
    const described = code
      .object({ file, value: given })
      ?.properties.find((property) => property.key === 'value');
    return typeof text === 'string'
      ? [{ at: call, name: text, value: described ?? { file, value: given } }]
      : [];
  });

/** `NODE_TLS_REJECT_UNAUTHORIZED=0 node …`, passed to a program. */
const textsForPrograms = (file: SourceFile, code: Code): Value[] =>
  file.facts.calls.flatMap((call) => {
    const name = programStarter({ file, value: call }, code) ?? '';
    if (!SHELLS.test(name) && !PROGRAMS.test(name)) return [];
    const parts = call.arguments.flatMap((given) => [...descendants(given)]);
    return parts.filter(
      (value) => value.is === 'string' && OFF.some((off) => value.value.search(off) >= 0),
    );
  });

/** A setting that is not always on is off in some environment. */
function turnsOff(name: string, value: Located, code: Code): boolean {
  switch (name) {
    case 'checkServerIdentity':
      return acceptsAll(value, code);
    case 'rejectUnauthorized': {
      const verifies = code.constant(value);
      return verifies === false || verifies === undefined;
    }
    case VARIABLE: {
      const set = code.constant(value);
      return set === undefined || String(set) === '0';
    }
    default:
      return false;
  }
}

/** A function that returns no error, for any certificate. */
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
