import type { Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import { isSameOrigin } from '../../model/origin.js';
import { defineRule } from '../define.js';
import { parameterOf } from '../../flow/values/parameter.js';
import { mandatoryExports } from './parts/mandatory.js';
import { foreignAuth, ownerOf } from './parts/other-owner.js';
import { isLostName } from './parts/lost-name.js';
import { ownImport } from './parts/own-import.js';
import { namedBy, sharedName } from './parts/shared-names.js';
import { staleTestName } from './parts/tested-name.js';

export default defineRule({
  severity: 'error',
  summary:
    'A provider passes only its own name and sign-in to the functions of mcp-provider, and sends requests with its own client.',
  why: 'With another name, the provider registers its tools elsewhere or uses the credentials and settings of another provider.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { name, files, project } = provider;
    const { code } = project;
    const instance = provider.file('mcp-instance');
    const own = instance && code.exports(instance).get('PROVIDER_NAME')?.origin;
    const stale = staleTestName(provider);
    if (stale) {
      report({
        at: stale.at,
        message: `The tests of the provider "${name}" use the name "${stale.name}".`,
        hint: `Write "${name}", and rename the file of the test to "tests/${name}.test.ts".`,
        fix: [{ at: stale.at, text: name }],
      });
    }
    for (const { name: exported, file, found } of mandatoryExports(provider)) {
      const of = found && exported !== 'tool' ? ownerOf(found.origin, code) : undefined;
      if (!found || of === undefined || of === name) continue;
      report({
        at: file.at(found.fact),
        message: `"${exported}" is that of the provider "${of}".`,
        hint: 'Make it with the functions of mcp-provider and PROVIDER_NAME, as other providers do.',
      });
    }
    const fixOf = (value: Value, file: SourceFile) => {
      const fix = value.is === 'name' ? ownImport(value.name, file, provider) : undefined;
      return fix && { fix };
    };
    for (const file of files) {
      for (const value of file.test ? [] : file.facts.calls) {
        const foreign = foreignAuth({ file, value }, provider);
        if (foreign) {
          report({
            at: file.at(foreign.value),
            message: `The provider "${name}" uses the sign-in of "${foreign.of}" here.`,
            hint: 'Use what the provider’s own "api/auth.ts" exports.',
            ...fixOf(foreign.value, file),
          });
        }
        const owner = ownerOfClient({ file, value }, provider);
        if (owner !== undefined) {
          report({
            at: file.at(value.callee),
            message: `The provider "${name}" sends this request with the client of "${owner}".`,
            hint: 'Use the client of the provider’s own "api/client.ts".',
            ...fixOf(value.callee, file),
          });
        }
        const shared = sharedName({ file, value }, project);
        if (shared) {
          report({
            at: file.at(value.callee),
            message: `The provider "${name}" uses the name "${shared.name}" here.`,
            hint: 'Pass PROVIDER_NAME to this function, and use it there.',
            related: [{ at: shared.file.at(shared.value), message: 'This is the name.' }],
          });
        }
        const path = code.runtime({ file, value: value.callee })?.provider;
        const given = path === undefined ? undefined : code.argument({ file, value }, path);
        // "contract/provider-name" reports a wrong PROVIDER_NAME.
        if (!given || (own && isSameOrigin(given.origin, own))) continue;
        const used = code.constant(given);
        if (used === name || isLostName(given, project.modules)) continue;
        const at = given.file.at(given.value);
        const hint = 'Use PROVIDER_NAME of the provider’s "mcp-instance.ts".';
        if (typeof used === 'string') {
          const message = `The provider "${name}" uses the name "${used}" here.`;
          report({ at, message, hint, ...fixOf(given.value, given.file) });
        } else {
          const message = 'Cannot determine which provider name this call uses.';
          report.unseen({ at, message, hint });
        }
      }
    }
  },
});

/** The other provider whose client, the function that sends requests, a call runs. */
function ownerOfClient(
  { file, value: { callee } }: Located<CallValue>,
  { name, project: { code } }: ProviderModel,
): string | undefined {
  if (!code.runtime({ file, value: callee })?.sends) return undefined;
  const origin = code.origin({ file, value: callee });
  if (!('file' in origin)) return undefined;
  const made = 'declaration' in origin ? origin.declaration.init : undefined;
  const given = made?.is === 'call' && namedBy({ file: origin.file, value: made }, code);
  const named = given && !parameterOf(given, code) ? code.constant(given) : undefined;
  const owner = origin.file.provider ?? (typeof named === 'string' ? named : undefined);
  return owner === name ? undefined : owner;
}
