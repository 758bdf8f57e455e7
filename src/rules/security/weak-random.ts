import {
  numberFlow,
  strongRandomFlow,
  weakNumber,
  weakNumberFlow,
} from '../../flow/sources/randomness.js';
import { isTainted } from '../../flow/taint.js';
import type { TaintTracker } from '../../flow/tracker.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { lookedUpKeys } from './random/looked-up.js';
import { isUnguessable, secretValues } from './random/named.js';

const WEAK = /\b(Math|Date|performance|nanoid|uuid|cuid|bson-objectid)\b/;

export default defineRule({
  severity: 'error',
  summary: 'States, nonces, tokens and keys come from a cryptographic random generator.',
  why: 'The numbers of Math.random() and the time can be guessed. With the state of a sign-in, others can complete it.',
  source: {
    text: 'CWE-338, Use of Cryptographically Weak Pseudo-Random Number Generator; RFC 9700 section 4.7.',
    url: 'https://cwe.mitre.org/data/definitions/338.html',
  },
  securitySeverity: 7.4,
  on: 'project',
  check({ files, code }, report) {
    const own = [...files.values()].filter(({ test }) => !test);
    if (!own.some(({ text }) => WEAK.test(text))) return;
    const looked = lookedUpKeys(own, code);
    const named = own.flatMap((file) => secretValues(file).map((each) => ({ ...each, file })));
    const guessed = [...named, ...looked].filter((each) => isWeak(each, code));
    if (guessed.length === 0) return;
    for (const file of own) {
      for (const value of file.facts.calls) {
        const purpose = purposeOf({ file, value }, guessed, code);
        if (purpose === undefined) continue;
        report({
          at: file.at(value),
          message: `"${purpose}" can be guessed.`,
          hint: 'Use `randomBytes(32)` or `randomUUID()` of "node:crypto".',
        });
      }
    }
  },
});

/** What the number is used for that others must not guess; values of its own file come first. */
function purposeOf(
  call: Located<CallValue>,
  guessed: readonly WeakValue[],
  code: Code,
): string | undefined {
  const kind = weakNumber(call, code);
  if (!kind) return undefined;
  const flow = numberFlow(call.value, code);
  const held = guessed.filter((each) => isTainted(flow.taint(each)));
  return [...held.filter(({ file }) => file === call.file), ...held].find(
    // The time alone is a time, unless its purpose is clearly another.
    ({ file, name }) => isUnguessable(name) || kind === 'random' || isPrinted(file, flow),
  )?.name;
}

const isPrinted = (file: SourceFile, flow: TaintTracker): boolean =>
  [
    ...file.facts.texts.flatMap((text) => (text.is === 'template' ? text.values : [])),
    ...file.facts.calls.flatMap(({ callee, arguments: given }) =>
      callee.is === 'member' && callee.name === 'toString'
        ? [callee.object]
        : callee.is === 'name' && callee.name === 'String'
          ? given
          : [],
    ),
  ].some((value) => isTainted(flow.taint({ file, value })));

/** One of the words of a list: `codes[Math.floor(Math.random() * codes.length)]`. */
function isPicked(value: Located, code: Code): boolean {
  const origin = code.origin(value);
  if (!('path' in origin) || origin.path !== '*') return false;
  const list = code.value({ ...origin, path: '' });
  return list !== undefined && code.list(list) !== undefined;
}

type WeakValue = Located & { name: string };

/** It holds a number that can be guessed, without another part that cannot. */
const isWeak = (value: Located, code: Code): boolean =>
  !isPicked(value, code) &&
  isTainted(weakNumberFlow(code).taint(value)) &&
  !isTainted(strongRandomFlow(code).taint(value));
