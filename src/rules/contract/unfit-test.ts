import { externalName } from '../../flow/values/external-name.js';
import { kindOf } from '../../kinds/kind-of.js';
import { camelCase, snakeCase } from '../../model/names.js';
import type { ProviderModel } from '../../model/project.js';
import { textEntries } from '../configuration/documents/texts.js';
import { defineRule } from '../define.js';
import { importedInstead } from '../importing.js';
import { otherKind } from './parts/entry-fields.js';
import { testsIn } from './parts/test-cases.js';

export default defineRule({
  severity: 'error',
  summary: 'The tests of a provider use the "testProvider" for its kind.',
  why: 'Each kind is tested with another fake server. "testProvider" of another kind throws an error, and no test runs.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { project, name } = provider;
    const wanted = testingModule(provider);
    if (wanted === undefined) return;
    const tests = testsIn(project.files);
    for (const { call } of tests.filter((each) => each.provider === name)) {
      const { file, value } = call;
      const callee = { file, value: value.callee };
      const [, used] =
        /^(mcp-provider(?:\/.+)?)#testProvider$/.exec(externalName(project.code, callee) ?? '') ??
        [];
      if (used === undefined || used === wanted) continue;
      // All of them use the same import.
      const others = tests.filter((each) => each.call.file === file && each.provider !== name);
      const isCertain = others.length === 0 && isBuiltFor(provider, wanted, used);
      report({
        at: file.at(value.callee),
        message: `"testProvider" of "${used}" does not test the provider "${name}".`,
        hint: `Import "testProvider" from "${wanted}".`,
        ...(isCertain && {
          fix: importedInstead('testProvider', { name: 'testProvider', from: wanted }, file),
        }),
      });
    }
  },
});

/** Undefined where the entry does not say which kind the provider is of. */
function testingModule({ entry }: ProviderModel): string | undefined {
  // "contract/config-entry" reports these.
  if (!entry || otherKind(entry) !== undefined) return undefined;
  const stated = textEntries(entry.value);
  const textAt = (key: string) => stated.find((each) => each.key === key)?.text;
  const kind = kindOf(textAt('kind'));
  const isWhole = kind.spec.settings.every(({ key, entry: { accepts } }) =>
    accepts(textAt(snakeCase(key)) ?? ''),
  );
  return isWhole
    ? kind.test.testing(Object.fromEntries(stated.map(({ key, text }) => [camelCase(key), text])))
    : undefined;
}

/** The code imports what providers of that kind need, and nothing of the other kind. */
function isBuiltFor({ files }: ProviderModel, wanted: string, used: string): boolean {
  const imported = new Set<string | null | undefined>(
    files.flatMap(({ test, facts }) =>
      facts.imports.flatMap(({ specifier, typeOnly }) => (test || typeOnly ? [] : specifier)),
    ),
  );
  return imported.has(codeOf(wanted)) && !imported.has(codeOf(used));
}

/** `mcp-provider/remote` of `mcp-provider/testing/remote`; undefined for modules without a `testProvider` */
function codeOf(module: string): string | undefined {
  const [, kind = '/api'] = /^mcp-provider\/testing(\/.+)?$/.exec(module) ?? [];
  return module.startsWith('mcp-provider/testing') ? `mcp-provider${kind}` : undefined;
}
