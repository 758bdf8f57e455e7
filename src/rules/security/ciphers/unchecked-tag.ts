import { lastName } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import { possibleTexts } from '../../../flow/values/possible.js';
import type { Code } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

const DECIPHER = /^node:crypto#createDecipheriv$/;
/** Ciphers with a tag that tells whether the text is unchanged. */
const AUTHENTICATED = /-(gcm|ccm|ocb)$|^chacha20-poly1305$/i;
const ENDS = /^(final|end|pipe|pipeline|pipeThrough)$/;

/**
 * Decryptions in a file that does not verify the authentication tag (NIST SP 800-38D, section 7.2): it never sets the tag,
 * or never calls `final()`, in which Node.js verifies it.
 */
export function uncheckedTags(file: SourceFile, code: Code): readonly CallValue[] {
  if (!file.text.includes('createDecipheriv')) return [];
  const { calls } = file.facts;
  const decryptions = calls.filter(({ callee, arguments: [algorithm] }) => {
    if (!algorithm || !DECIPHER.test(externalName(code, { file, value: callee }) ?? ''))
      return false;
    return possibleTexts({ file, value: algorithm }, code).some((each) => AUTHENTICATED.test(each));
  });
  const names = new Set(calls.map(({ callee }) => lastName(callee)));
  const isChecked = names.has('setAuthTag') && [...names].some((name) => ENDS.test(name));
  return isChecked ? [] : decryptions;
}
