import { requestFlow } from '../../flow/sources/request-data.js';
import { startsTainted } from '../../flow/taint.js';
import type { TaintTracker } from '../../flow/tracker.js';
import { lastName } from '../../flow/values/children.js';
import { knownPrefix } from '../../flow/values/known-prefix.js';
import type { Located } from '../../model/code.js';
import { defineRule } from '../define.js';
import { isCompared } from './redirects/compared.js';
import { beginsAtServer } from './redirects/subject.js';
import { redirectTargets } from './redirects/targets.js';

export default defineRule({
  severity: 'error',
  summary: 'The request does not choose the host of a redirect.',
  why: 'Others send users a link to this server that leads to a host of theirs, with the code of a sign-in.',
  limits:
    'An address that the code compares as a whole, or looks up in a list, is not reported; neither is a path on a fixed host.',
  source: {
    text: 'CWE-601, URL Redirection to Untrusted Site; RFC 9700, section 4.11.',
    url: 'https://www.rfc-editor.org/rfc/rfc9700#section-4.11',
  },
  securitySeverity: 6.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !/redirect|location/i.test(file.text)) return;
    const flow = requestFlow(code);
    for (const value of redirectTargets(file, code)) {
      const target = { file, value };
      const open = openStart(target, flow);
      if (!open || beginsAtServer(target, code)) continue;
      if (isCompared(target, code) || isCompared(open, code)) continue;
      report({
        at: file.at(value),
        message: 'The request chooses where this redirect leads.',
        hint: 'Compare the whole address with the allowed ones, not its beginning.',
      });
    }
  },
});

/** What of a request an address begins with, where that can name a host: `//host` is an address, too. */
function openStart(target: Located, flow: TaintTracker): Located | undefined {
  if (startsTainted(flow.taint(target))) return target;
  const { text, open } = knownPrefix(flow.code, target);
  const isOpen = open && /^\/{1,2}$/.test(text) && startsTainted(flow.taint(open));
  return isOpen && !/^(search|hash)$/.test(lastName(open.value)) ? open : undefined;
}
