import { PROGRAMS, programStarter, SHELLS } from '../../flow/sinks/programs.js';
import { descendants } from '../../flow/values/children.js';
import { contains } from '../../flow/values/spans.js';
import { possibleValues } from '../../flow/values/possible.js';
import type { Code, Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { insecureDownloads } from './tls/downloads.js';
import { withoutOption, withoutSetting } from './tls/without-option.js';
import { calledOptions, setOptions } from './tls/set-options.js';

/** In settings, scripts, images and workflows. */
const OFF = [
  /NODE_TLS_REJECT_UNAUTHORIZED(?=["']?\s*(?:[:=]\s*)?["']?0)/g,
  /NODE_TLS_REJECT_UNAUTHORIZED(?=["']?[ \t]*\r?\n\s*value:\s*["']?0)/g,
  /(?<=\b(?:npm|pnpm|yarn) (?:config )?set )strict-ssl(?=[ =]false)/g,
  /GIT_SSL_NO_VERIFY(?=["']?\s*[:=]\s*["']?(?:1|true))/g,
  /(?<=\bgit config (?:--\w+ )?)http\.sslVerify(?=[ =]false)/g,
  // Of the URL of a database, except on this machine and, by a name without a dot, in a network of containers.
  // What stands before in a lookbehind is matched last: the host is only looked at behind a "://".
  /(?<=(?!:\/\/(?:[^\s@/'"]*@)?(?:[\w-]+|127\.[\d.]+|\[::1\])(?::[^\s@/?'"]*)?[/?]):\/\/[^\s'"]{0,500}[?&])sslmode(?==disable\b)/g,
  /^(?:strict-ssl(?=\s*=\s*["']?false)|enableStrictSsl(?=:\s*["']?false))/gm,
];

const VARIABLE = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** `NODE_TLS_REJECT_UNAUTHORIZED=${VERIFY}`: the value of another variable, or argument of an image. */
const OTHER = /NODE_TLS_REJECT_UNAUTHORIZED(?=["']?\s*[:=]\s*["']?\$\{?(\w+))/g;

/** `ARG VERIFY=0`, `VERIFY: 0`, `${VERIFY:-0}` */
const mayBeOff = (name: string, text: string): boolean =>
  new RegExp(String.raw`(?<!\w)${name}["']?\s*(?:[:=]|:?-)\s*["']?0(?!\w)`).test(text);

/** A file without any of these sets no such option, also not by a name from another file. */
const MAY_SET = /reject|TLS|ssl|checkServerIdentity|parse|fromEntries|\]\s*[:=]/i;

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
        if (!turnsOff(name, value, code)) continue;
        const fix = withoutOption(file, at, value);
        report({ at: file.at(at), ...words(name), ...(fix && { fix: [fix] }) });
      }
      for (const { value, name } of optionsForPrograms(file, code)) {
        report({ at: file.at(value), ...words(name) });
      }
    }
    for (const document of documents.all) {
      if (document.path.endsWith('.md')) continue;
      const { text } = document;
      const found = [
        ...OFF.flatMap((off) => [...text.matchAll(off)]),
        ...[...text.matchAll(OTHER)].filter(([, name = '']) => mayBeOff(name, text)),
      ].map(({ index, 0: name }) => ({ index, name }));
      for (const { index, name } of [...found, ...insecureDownloads(text)]) {
        if (isRemark(text, index)) continue;
        const at = document.at({ start: index, end: index + name.length });
        const fix = withoutSetting(at);
        report({ at, ...words(name), ...(fix && { fix: [fix] }) });
      }
    }
  },
});

/** It stands in a sentence of a comment. A line such as `# NAME=0` in .env.example is a setting to be used. */
function isRemark(text: string, index: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
  return /(^|\s)#.*\w/.test(before) || /^\s*\/\//.test(before);
}

const words = (name: string) => ({
  message: `"${name}" turns off certificate verification.`,
  hint: HINT,
});

/** `NODE_TLS_REJECT_UNAUTHORIZED=0 node …`, passed to a program. */
const optionsForPrograms = (file: SourceFile, code: Code): { value: Value; name: string }[] =>
  file.facts.calls.flatMap((call) => {
    const name = programStarter({ file, value: call }, code) ?? '';
    if (!SHELLS.test(name) && !PROGRAMS.test(name)) return [];
    const parts = call.arguments.flatMap((given) => [...descendants(given)]);
    return parts.flatMap((value) =>
      value.is === 'string'
        ? OFF.flatMap((off) => value.value.match(off) ?? []).map((name) => ({ value, name }))
        : [],
    );
  });

/** A setting that is not always on is off in some environment. */
function turnsOff(name: string, value: Located, code: Code): boolean {
  switch (name) {
    case 'checkServerIdentity':
      return acceptsAll(value, code);
    case 'rejectUnauthorized':
      return possibleValues(value, code).some((each) =>
        [false, undefined].includes(code.constant(each) as boolean | undefined),
      );
    case VARIABLE: {
      const set = code.constant(value);
      // Without a value, it is not set.
      const isUnset = code.resolve(value).value.is === 'literal';
      return (set === undefined && !isUnset) || String(set) === '0';
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
  const { returned, thrown } = made.function;
  const calls = file.facts.calls.some((each) => contains(made.function, each));
  const isNothing = returned.every(
    (each) => each.is === 'literal' || (each.is === 'name' && each.name === 'undefined'),
  );
  return !calls && thrown.length === 0 && isNothing;
}
