import { defineRule } from '../define.js';
import { compilerWord } from './documents/compiler.js';

export default defineRule({
  severity: 'error',
  summary: "Imports of JSON have the attribute `with { type: 'json' }`.",
  why: 'The compiler and Node.js refuse to import JSON into an ECMAScript module without it.',
  source: {
    text: 'Node.js, ECMAScript modules: import attributes.',
    url: 'https://nodejs.org/docs/latest-v20.x/api/esm.html#import-attributes',
  },
  on: 'file',
  check(file, report, { documents: { compiler } }) {
    if (/\.c[jt]s$/.test(file.path)) return;
    if (!/^node(18|20|next)$/.test(compilerWord(compiler, 'module') ?? '')) return;
    for (const { specifier, form, from, typeOnly, end } of file.facts.imports) {
      const isStatement = form === 'static' || form === 'reexport';
      if (!isStatement || typeOnly || !specifier?.endsWith('.json')) continue;
      if (/^\s*(?:with|assert)\b/.test(file.text.slice(from.end, end))) continue;
      report({
        at: file.at(from),
        message: `The import of "${specifier}" has no attribute "type".`,
        hint: "Add `with { type: 'json' }`.",
        fix: [{ at: file.at({ start: from.end, end: from.end }), text: " with { type: 'json' }" }],
      });
    }
  },
});
