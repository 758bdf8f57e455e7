import { isEnvironment } from '../../flow/sources/environment.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Code, Located } from '../../model/code.js';
import { defineRule } from '../define.js';

const STARTS = 'mcp-provider/remote#remoteServer';
const NAMES = /^#(Object\.keys|Object\.getOwnPropertyNames|Reflect\.ownKeys)$/;

export default defineRule({
  severity: 'error',
  summary: 'A program that serves MCP gets only the environment variables that "env" names.',
  why: 'With all variables, the program reads the credentials of all providers and the key that encrypts the stored ones.',
  limits: 'Only `remoteServer` is checked, not processes that the project starts itself.',
  source: {
    text: 'CWE-526, Cleartext Storage of Sensitive Information in an Environment Variable.',
    url: 'https://cwe.mitre.org/data/definitions/526.html',
  },
  securitySeverity: 6.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      if (externalName(code, { file, value: value.callee }) !== STARTS) continue;
      const names = code.argument({ file, value }, '2.env');
      if (!names || !hasAll(names, code)) continue;
      report({
        at: names.file.at(names.value),
        message: 'The program gets all environment variables.',
        hint: 'List the names that it needs: `env: ["MEMORY_DIR"]`.',
      });
    }
  },
});

/** `Object.keys(process.env)`, also spread in a list; what is selected of it is not all of it. */
function hasAll(names: Located, code: Code): boolean {
  const { file, value } = code.resolve(names);
  if (value.is === 'array')
    return value.items.some(
      (item) => item?.is === 'spread' && hasAll({ file, value: item.value }, code),
    );
  const [of] = value.is === 'call' ? value.arguments : [];
  return (
    value.is === 'call' &&
    of !== undefined &&
    NAMES.test(externalName(code, { file, value: value.callee }) ?? '') &&
    isEnvironment({ file, value: of }, code)
  );
}
