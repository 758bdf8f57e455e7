import { defineRule } from '../define.js';
import { namespaceFaults } from './parts/entry.js';
import { mandatoryExports } from './parts/mandatory.js';
import { unexported } from './parts/unexported.js';

export default defineRule({
  severity: 'error',
  summary:
    'The files mcp-instance.ts, server-auth.ts, api/auth.ts and index.ts have the named exports of the contract.',
  why: 'The server loads a provider through these exports and does not start without them.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { modules } = provider.project;
    for (const fault of namespaceFaults(provider)) report(fault);
    for (const each of mandatoryExports(provider)) {
      const { file, name, shape, found } = each;
      if (found) continue;
      const hidden = file.facts.exports.find(
        ({ name: star, reexport }) =>
          star === '*' && reexport && modules.resolve(file, reexport.specifier).is !== 'file',
      );
      if (hidden) {
        report.unseen({
          at: file.at(hidden),
          message: `Cannot determine whether this exports "${name}".`,
          hint: `Export it by name: \`export { ${name} } from …\`.`,
        });
        continue;
      }
      report({ ...unexported(each, provider.project), hint: `Export "${name}": ${shape.words}.` });
    }
  },
});
