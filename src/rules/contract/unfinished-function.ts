import { defineRule } from '../define.js';
import { failuresIn, isPlaceholder } from './parts/unfinished.js';
import { called } from './unfinished/named.js';
import { unfinishedResults } from './unfinished/results.js';
import { unfinishedSignIns } from './unfinished/sign-in.js';

const HINT = 'Send the request to the API here, or remove what calls it until it is finished.';

export default defineRule({
  severity: 'warning',
  summary:
    'Functions of the contract, tools, resources, prompts and API modules are implemented: they are not empty, do not always fail, and do not return or throw a placeholder, also where a request fails or finds nothing.',
  why: 'Clients offer an unfinished tool to the model, and every call of it fails or returns wrong data.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    for (const file of provider.files) {
      if (file.test) continue;
      for (const made of file.facts.functions) {
        for (const value of failuresIn({ file, function: made }, code)) {
          if (!isPlaceholder({ file, value }, code)) continue;
          const message = `${called(made.name)} is not implemented.`;
          report({ at: file.at(value), message, hint: HINT });
        }
      }
    }
    for (const found of unfinishedSignIns(provider, HINT)) report(found);
    for (const found of unfinishedResults(provider, HINT)) report(found);
  },
});
