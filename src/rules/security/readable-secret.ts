import { credentialFlow } from '../../flow/sources/credentials.js';
import { generatedKeyFlow } from '../../flow/sources/generated-keys.js';
import { secretFlow } from '../../flow/sources/secrets.js';
import { signInAddressFlow } from '../../flow/sources/sign-in-addresses.js';
import { startsTainted, visible } from '../../flow/taint.js';
import { fileWrite, modeOf, openingOf, OTHERS } from '../../flow/sinks/file-writes.js';
import { isPrivate } from '../../flow/sinks/private-folders.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { isSameOrigin } from '../../model/origin.js';
import { defineRule } from '../define.js';
import { isStoredRecord } from './secrets/stored-records.js';

const CHMOD = /^node:fs(\/promises)?#(promises\.)?[fl]?chmod(Sync)?$/;
const UMASK = '#process.umask';
const MESSAGE = 'Other accounts of the machine can read this file, which contains credentials.';

export default defineRule({
  severity: 'error',
  summary: 'Files with credentials are readable by their owner only.',
  why: 'Without a mode, other accounts of the machine can read the file.',
  source: {
    text: 'CWE-732, Incorrect Permission Assignment for Critical Resource.',
    url: 'https://cwe.mitre.org/data/definitions/732.html',
  },
  securitySeverity: 6.2,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const flows = [credentialFlow(code), secretFlow(code), signInAddressFlow(code)];
    const keys = generatedKeyFlow(code);
    const isSecret = (value: Value) =>
      flows.some((flow) => visible(flow.taint({ file, value })).length > 0) ||
      startsTainted(keys.taint({ file, value }));
    const calls = file.facts.calls.map((value) => ({ file, value }));
    for (const { value } of calls) {
      const [mask] = value.arguments;
      if (!mask || externalName(code, { file, value: value.callee }) !== UMASK) continue;
      if (code.constant({ file, value: mask }) !== 0) continue;
      report({
        at: file.at(value),
        message: 'All accounts of the machine can change the files that this server writes.',
        hint: 'Remove this line, or pass 0o077.',
      });
    }
    const written = calls.flatMap((call) => fileWrite(call, code) ?? []);
    // The records of a store are encrypted, mostly: only a mode that lets others read them is reported.
    const secret = written.filter(
      ({ content, opened }) =>
        isSecret(content) ||
        (isForOthers(opened, code) && isStoredRecord({ file, value: content }, code)),
    );
    for (const { call, opened } of secret) {
      const mode = modeOf(opened, code);
      if (mode !== undefined && (mode & OTHERS) === 0) continue;
      if (isPrivate(opened, code)) continue;
      report({
        at: opened.file.at(opened.value),
        message: MESSAGE,
        hint: 'Store credentials with `saveCredentials()`, or pass `{ mode: 0o600 }`.',
        ...(opened.value !== call.value && {
          related: [{ at: file.at(call.value), message: 'The credentials are written here.' }],
        }),
      });
    }
    for (const call of calls) {
      const changed = secret.find(({ opened }) => changesMode(call, opened, code));
      if (!changed || !isForOthers(call, code)) continue;
      report({
        at: file.at(call.value),
        message: MESSAGE,
        hint: 'Pass the mode 0o600.',
        related: [
          { at: file.at(changed.call.value), message: 'The credentials are written here.' },
        ],
      });
    }
  },
});

const isForOthers = (call: Located<CallValue>, code: Code): boolean =>
  ((modeOf(call, code) ?? 0) & OTHERS) !== 0;

/** It is `chmod` of the file that `opened` names. */
function changesMode(
  { file, value }: Located<CallValue>,
  opened: Located<CallValue>,
  code: Code,
): boolean {
  const { callee, arguments: given } = value;
  if (callee.is === 'member' && callee.name === 'chmod')
    if (openingOf({ file, value: callee.object }, code)?.value === opened.value) return true;
  if (!CHMOD.test(externalName(code, { file, value: callee }) ?? '')) return false;
  const [path] = given;
  const [other] = opened.value.arguments;
  if (!path || !other) return false;
  const origins = [code.origin({ file, value: path }), code.origin({ ...opened, value: other })];
  const [one, two] = origins;
  if (one?.is === 'declared' && two?.is === 'declared' && isSameOrigin(one, two)) return true;
  const text = code.constant({ file, value: path });
  return text !== undefined && text === code.constant({ file: opened.file, value: other });
}
