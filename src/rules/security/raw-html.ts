import { requestFlow } from '../../flow/sources/request-data.js';
import { isTainted } from '../../flow/taint.js';
import type { TaintTracker } from '../../flow/tracker.js';
import { lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { callsInside } from '../../flow/values/functions.js';
import { contains } from '../../flow/values/spans.js';
import { isTagged } from '../../flow/values/tagged.js';
import { textPartsIn } from '../../flow/values/text-parts.js';
import type { LocatedFunction } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';

const TAG = /<\/?[a-z][a-z0-9]*[\s>]/i;

export default defineRule({
  severity: 'error',
  summary: 'Pages of the HTTP server contain text from requests only with HTML characters escaped.',
  why: 'A link to the page can then run a script in the browser of the user, on the host where users sign in.',
  limits:
    'Functions with "escape", "encode" or "sanitize" in their name, functions that replace "<", and tags of templates from packages are trusted.',
  source: {
    text: 'CWE-79, Cross-site Scripting.',
    url: 'https://cwe.mitre.org/data/definitions/79.html',
  },
  securitySeverity: 6.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !/html/i.test(file.text)) return;
    const flow = requestFlow(code);
    const tagged = escapedIn(file, flow);
    const raw = textPartsIn(file, code)
      .filter(({ written, value }) => TAG.test(written) && !tagged.has(value))
      .filter(({ value }) => isTainted(flow.taint({ file, value })))
      .map(({ value }) => value);
    for (const value of raw) {
      if (raw.some((inner) => inner !== value && contains(value, inner))) continue;
      report({
        at: file.at(value),
        message: 'This text from the request becomes part of a page as HTML.',
        hint: 'Replace "&", "<", ">" and quotes in it by entities first.',
      });
    }
  },
});

/** What tags of templates escape: html`<h1>${name}</h1>`. */
const escapedIn = (file: SourceFile, flow: TaintTracker): ReadonlySet<Value> =>
  new Set(
    file.facts.calls.flatMap((value) => {
      const [text] = value.arguments;
      if (text?.is !== 'template' || !isTagged({ file, value })) return [];
      const target = flow.code.target({ file, value });
      const isPlain =
        externalName(flow.code, { file, value: value.callee }) === '#String.raw' ||
        (target.is === 'function' &&
          !escapes(target, flow) &&
          isTainted(flow.taint({ file, value })));
      return isPlain ? [] : text.values;
    }),
  );

/** It may leave alone what is HTML already. */
const escapes = ({ file, function: tag }: LocatedFunction, { policy }: TaintTracker): boolean =>
  callsInside(file, tag).some(
    (value) => policy.sanitizers?.test(lastName(value.callee)) || policy.cleans?.({ file, value }),
  );
