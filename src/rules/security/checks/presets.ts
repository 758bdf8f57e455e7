import type { Code } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { words } from '../../../model/secret-names.js';

/** Claims of tokens, and what an introspection tells (RFC 7662, section 2.2). */
const CLAIM =
  /^(active|sub|subject|user_id|oid|aud|audience|iss|issuer|exp|scopes?|scp|permissions|roles)$/;
const PRESETS = /^(default|prefault|catch)$/;

/** Claims of a schema that are given a value where the token has none: `sub: z.string().default('anonymous')`. */
export function* presetClaims(
  file: SourceFile,
  code: Code,
): Generator<{ at: Value; name: string }> {
  for (const { entries } of file.facts.objects) {
    for (const entry of entries) {
      if (entry.is !== 'entry' || !CLAIM.test(words(entry.key))) continue;
      const { value } = entry;
      if (value.is !== 'call' || value.callee.is !== 'member' || !PRESETS.test(value.callee.name))
        continue;
      const [preset] = value.arguments;
      if (preset && isSomething(preset, file, code)) yield { at: value, name: entry.key };
    }
  }
}

/** Not an empty text or list, 0 or false: these fail the check that follows. */
function isSomething(value: Value, file: SourceFile, code: Code): boolean {
  if (value.is === 'array') return value.items.length > 0;
  const constant = code.constant({ file, value });
  return typeof constant === 'string' ? constant !== '' : constant === true;
}
